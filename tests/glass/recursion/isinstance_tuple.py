# expect: error: RecursionError
t = int
for _ in range(100_000):
    t = (t,)
isinstance("", t)
