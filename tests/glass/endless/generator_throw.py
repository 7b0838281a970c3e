# expect: time
def g():
    while True:
        try:
            yield
        except BaseException:
            pass
x = g()
next(x)
while True:
    x.throw(ValueError)
