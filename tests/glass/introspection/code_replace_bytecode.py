# expect: ok: refused
def f(a, b):
    return a + b
n = 0
for junk in (b"", b"\x00", b"\xff" * 2, b"\xff" * 100, bytes(range(256)), b"\x53\x00" * 10, f.__code__.co_code[:-2], f.__code__.co_code * 2):
    try:
        f.__code__ = f.__code__.replace(co_code=junk)
        f(1, 2)
    except (ValueError, TypeError, SystemError, RuntimeError, NotImplementedError):
        n += 1
print("refused" if n else "?")
