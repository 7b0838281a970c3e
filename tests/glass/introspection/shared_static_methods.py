# expect: ok: contained
# A static method of a builtin type is an object that all interpreters share.
n = 0
for m in (str.__dict__["maketrans"], bytes.__dict__["maketrans"], dict.__dict__["fromkeys"]):
    for f in (lambda: m.__init__(print), lambda: setattr(m, "poison", 1), lambda: setattr(m, "__dict__", {}), lambda: setattr(m, "__annotations__", {}),
              lambda: m.__setattr__("__name__", "x"), lambda: m.__dict__.update(poison=1) or m.poison):
        try:
            f()
        except (TypeError, AttributeError):
            n += 1
print("contained" if n >= 17 and str.maketrans("a", "b") == {97: 98} else n)
