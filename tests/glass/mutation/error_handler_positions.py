# expect: ok: survived | time | error: RecursionError
import codecs
n = 0
for r in (("x", -1), ("x", 10**9), ("x", -10**9), (5, 1), None, ("x",), (b"x", 1), ("\udc80" * 3, 1), ("", 2**70)):
    codecs.register_error("odd", lambda e, r=r: r)
    for f in (lambda: "a\udc80b".encode("ascii", "odd"), lambda: b"a\xffb".decode("ascii", "odd"), lambda: b"a\xffb".decode("utf-8", "odd"), lambda: "a\udc80b".encode("utf-8", "odd"),
              lambda: b"\0\xd8\0".decode("utf-16-le", "odd"), lambda: "a\udc80".translate({}) and "\u20ac".encode("latin-1", "odd")):
        try:
            f()
        except (TypeError, IndexError, UnicodeError, OverflowError, ValueError):
            n += 1
print("survived")
