# expect: exit: 0
def g():
    while True:
        try: yield
        finally: yield
xs = [g() for _ in range(1000)]
[next(x) for x in xs]
