# expect: ok: 0 0
# The fields of exceptions lie in one struct, but they are no common layout: classes with other fields cannot be mixed.
kinds = [ImportError, OSError, SyntaxError, UnicodeDecodeError, UnicodeEncodeError, ExceptionGroup, AttributeError,
         NameError, StopIteration, SystemExit]
mixed = assigned = 0
for a in kinds:
    for b in kinds:
        if a is b:
            continue
        try:
            type("Mixed", (a, b), {})
            mixed += 1
        except TypeError:
            pass
        A, B = type("A", (a,), {}), type("B", (b,), {})
        for args in (), ("x",), ("x", [ValueError()]), ("utf-8", b"x", 0, 1, "r"), ("x", 0, 1, "r"), ("utf-8", "x", 0, 1, "r"):
            try:
                e = A(*args)
            except TypeError:
                continue
            try:
                e.__class__ = B
                str(e), repr(e), e.__reduce__()
                assigned += 1
            except TypeError:
                pass
            try:
                A.__bases__ = (b,)
                assigned += 1
            except TypeError:
                pass
print(mixed, assigned)
