# expect: ok: survived
import itertools
def g():
    yield 1
    try:
        next(t)
    except (RuntimeError, ValueError, StopIteration, RecursionError):
        pass
    yield 2
a, t = itertools.tee(g())
list(a)
z = zip(iter(lambda: next(z), 5))
try:
    next(z)
except (RecursionError, RuntimeError):
    pass
print("survived")
