# expect: ok: [] | memory
from itertools import tee
it = iter(())
for _ in range(200_000): it = tee(it)[0]
print(list(it))
