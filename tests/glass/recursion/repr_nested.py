# expect: error: RecursionError: maximum recursion depth exceeded while getting the repr of an object
a = []
for _ in range(100_000):
    a = [a]
repr(a)
