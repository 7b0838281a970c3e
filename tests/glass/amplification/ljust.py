# expect: error: MemoryError
"x".ljust(10**10)
