# expect: ok: contained
def f():
    try:
        return 1 / 0
    except ZeroDivisionError:
        return "x"
c = f.__code__
for kw in (dict(co_exceptiontable=b""), dict(co_exceptiontable=b"\xff" * 50), dict(co_linetable=b""), dict(co_linetable=b"\xff" * 99), dict(co_firstlineno=-5),
           dict(co_firstlineno=2**31 - 1), dict(co_name="x" * 100000), dict(co_filename="\0"), dict(co_qualname="")):
    try:
        type(f)(c.replace(**kw), {})()
    except (ValueError, TypeError, SystemError, RuntimeError, ZeroDivisionError, NotImplementedError, OverflowError):
        pass
    try:
        list(c.replace(**kw).co_lines())
        list(c.replace(**kw).co_positions())
    except (ValueError, TypeError, NotImplementedError, OverflowError):
        pass
print("contained")
