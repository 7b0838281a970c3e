# expect: memory
def g():
    x = [0] * 100
    yield x
a = []
while True:
    it = g()
    next(it)
    a.append(it)
