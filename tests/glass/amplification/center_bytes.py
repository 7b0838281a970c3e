# expect: error: MemoryError
b"x".center(10**10)
