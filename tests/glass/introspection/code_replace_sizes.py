# expect: ok: contained
def f(a, b=1, *c, d, **e):
    return a, b, c, d, e
c = f.__code__
for kw in (dict(co_argcount=100), dict(co_argcount=-1), dict(co_argcount=2**31 - 1), dict(co_kwonlyargcount=50), dict(co_posonlyargcount=99),
           dict(co_stacksize=0), dict(co_stacksize=-1), dict(co_stacksize=2**31 - 1), dict(co_stacksize=1), dict(co_flags=0), dict(co_flags=2**31 - 1),
           dict(co_flags=c.co_flags | 0x20), dict(co_flags=c.co_flags | 0x200), dict(co_flags=c.co_flags & ~0xC), dict(co_freevars=("z",)), dict(co_cellvars=("a", "zz"))):
    try:
        g = type(f)(c.replace(**kw), {})
        g(1, 2, 3, d=4)
        for _ in g(1, d=2):
            pass
    except (ValueError, TypeError, SystemError, RuntimeError, IndexError, NameError, AttributeError, MemoryError, NotImplementedError, OverflowError):
        pass
print("contained")
