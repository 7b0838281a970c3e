# expect: exit: 1
class I(int):
    pass
raise SyntaxError("x", ("f", I(10**6), 10**9, "t" * 100_000, -5, 2**62))
