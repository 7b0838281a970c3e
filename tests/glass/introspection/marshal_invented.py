# expect: ok: contained
import marshal, os
seeds = [b"c", b"\xe3" + b"\0" * 60, b"\xe3" + b"\xff" * 60, b"(\xff\xff\xff\xff", b"[\xff\xff\xff\x7f", b"s\xff\xff\xff\x7f", b"l\xff\xff\xff\x7f", b"r\x05\0\0\0",
         b"\xa9\x01r\0\0\0\0", b"{", b"{N", b"u\x02\0\0\0\xff\xfe", b"I", b"g12345678", b"y" + b"\0" * 16, b"?" * 10, b"<\xff\xff\xff\x7f", b">\x01\0\0\0[\x01\0\0\0N"]
for s in seeds:
    try:
        marshal.loads(s)
    except (ValueError, EOFError, TypeError, MemoryError, OverflowError):
        pass
def f(x):
    return [y for y in x if y > 1]
try:
    good = marshal.dumps(f.__code__)
except ValueError:  # code is not accepted at all
    good = marshal.dumps((1, "x", [2.5, b"y", {1: (None, True)}], 2**70, {3}, frozenset("z")))
for i in range(len(good)):
    for d in (1, 0x80, 0xFF):
        b = bytearray(good)
        b[i] ^= d
        try:
            c = marshal.loads(bytes(b))
            if hasattr(c, "co_code"):
                type(f)(c, {})([1, 2, 3])
        except (Exception, SystemExit):
            pass
print("contained")
