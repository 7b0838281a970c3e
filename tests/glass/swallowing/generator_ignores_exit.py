# expect: time
def g():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass
def f():
    for x in g():
        while True:
            pass
f()
