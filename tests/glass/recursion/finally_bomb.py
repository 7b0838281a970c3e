# expect: time | error: RecursionError
def f():
    try:
        f()
    finally:
        f()
f()
