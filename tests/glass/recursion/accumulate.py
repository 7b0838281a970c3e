# expect: error: RecursionError | memory
from itertools import accumulate
it = iter(())
for _ in range(300_000): it = accumulate(it)
print(list(it))
