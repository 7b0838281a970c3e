# expect: ok: survived
import functools
@functools.lru_cache(maxsize=2)
def f(x):
    f.cache_clear()
    if x > 0:
        f(x - 1)
    return x
f(50)
print("survived")
