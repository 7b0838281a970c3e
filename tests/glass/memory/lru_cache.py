# expect: memory
import functools
@functools.lru_cache(maxsize=None)
def f(x):
    return "x" * 10_000
i = 0
while True:
    f(i)
    i += 1
