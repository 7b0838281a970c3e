# expect: error: RecursionError | memory
from itertools import islice
it = iter(())
for _ in range(300_000): it = islice(it, 5)
print(list(it))
