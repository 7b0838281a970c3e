# expect: time | memory | error: RecursionError
c = object
while True:
    c = type("C", (c,), {})
