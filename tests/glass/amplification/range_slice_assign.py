# expect: error: MemoryError
a = []
a[:] = range(10**10)
