# expect: error: MemoryError
bytes(10**10)
