# expect: ok: contained
import types
def f():
    pass
C = types.CodeType
for args in ((), (0,) * 16, (0, 0, 0, 0, 0, 0, b"\x00" * 8, (), (), (), "f", "n", "q", 1, b"", b""), (1, 0, 0, 0, 2**30, 3, b"\xff" * 8, (1,), ("a",), (), "f", "n", "q", 1, b"", b"", (), ())):
    try:
        types.FunctionType(C(*args), {})()
    except (ValueError, TypeError, SystemError, NotImplementedError, RuntimeError, OverflowError, MemoryError):
        pass
print("contained")
