# expect: time | memory | error: TypeError | error: RecursionError
a = type("A", (), {})
while True:
    a = type("A", (type("B", (a,), {}), type("C", (a,), {})), {})
