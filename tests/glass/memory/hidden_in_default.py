# expect: memory
def f(x, cache=[]):
    cache.append("x" * x)
while True:
    f(100_000)
