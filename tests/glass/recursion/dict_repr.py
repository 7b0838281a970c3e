# expect: error: RecursionError
d = {}
for _ in range(100_000):
    d = {1: d}
repr(d)
