# expect: memory | time
e = None
while True:
    n = ValueError("x" * 1000)
    n.__cause__ = e
    e = n
