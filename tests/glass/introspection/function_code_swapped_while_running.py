# expect: ok: contained
def g():
    return 2
def f(n):
    f.__code__ = g.__code__
    a = [n] * 3
    return a, n
f(1)
try:
    f(1)
except TypeError:
    print("contained")
