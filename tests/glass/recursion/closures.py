# expect: error: RecursionError | memory
f = lambda: 0
def mk(f): return lambda: f()
for _ in range(100_000): f = mk(f)
f()
