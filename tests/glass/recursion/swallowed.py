# expect: time | error: RecursionError
def f():
    try:
        f()
    except RecursionError:
        f()
while True:
    f()
