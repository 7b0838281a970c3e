# expect: error: RecursionError | memory | time
from itertools import tee
it = iter([1])
for _ in range(200_000): it = map(abs, tee(it)[0])
print(list(it))
