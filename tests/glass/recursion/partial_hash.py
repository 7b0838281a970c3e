# expect: error: RecursionError | memory
from functools import partial, partialmethod
f = max
for _ in range(100_000):
    f = partial(f); f.x = 1
    f = partial(f)
print(f(1,2))
