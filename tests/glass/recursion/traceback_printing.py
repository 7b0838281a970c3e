# expect: error: ValueError | error: RecursionError | time | memory | output
e = ValueError("deep")
for _ in range(100_000):
    n = ValueError("deep")
    n.__context__ = e
    e = n
raise e
