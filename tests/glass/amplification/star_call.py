# expect: error: MemoryError | memory | error: TypeError
def f(*a):
    return a
f(*range(10**9))
