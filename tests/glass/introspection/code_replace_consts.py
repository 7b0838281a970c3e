# expect: ok: contained
def f():
    return (1.5, "x", f)[0] if 2 < 1 else "text"
for consts in ((), (1,), (None,) * 1000, (f,), ([],) * 10, ("a", object(), 1 << 90)):
    try:
        c = f.__code__.replace(co_consts=consts)
        g = type(f)(c, {"f": f})
        g()
    except (ValueError, TypeError, SystemError, RuntimeError, IndexError, NotImplementedError, AttributeError):
        pass
print("contained")
