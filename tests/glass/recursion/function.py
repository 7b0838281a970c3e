# expect: error: RecursionError: maximum recursion depth exceeded
def f():
    f()
f()
