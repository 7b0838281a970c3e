# expect: exit: 0
import functools
calls = 0
@functools.lru_cache(maxsize=2)
def f(n):
    if n > 0:
        f.cache_clear(); f(n-1); f(n-2) ; f.cache_clear()
    return n
print(f(12))
class K:
    def __hash__(s): f.cache_clear(); return 1
    def __eq__(s, o): f.cache_clear(); g(1); g(2); g(3); return False
@functools.lru_cache(maxsize=3)
def g(x): return x
for i in range(20): g(K())
print(g.cache_info().currsize <= 3)
