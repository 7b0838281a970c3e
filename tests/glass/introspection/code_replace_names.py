# expect: ok: contained
def f(x):
    y = x
    len(y)
    return y.real
c = f.__code__
for kw in (dict(co_names=()), dict(co_names=("a",) * 500), dict(co_varnames=()), dict(co_varnames=("x",)),
           dict(co_varnames=("x",) * 1000), dict(co_nlocals=0), dict(co_nlocals=10**6), dict(co_nlocals=-1)):
    try:
        g = type(f)(c.replace(**kw), {})
        g(1)
    except (ValueError, TypeError, SystemError, RuntimeError, IndexError, NameError, AttributeError, MemoryError, NotImplementedError, OverflowError):
        pass
print("contained")
