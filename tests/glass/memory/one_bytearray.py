# expect: error: MemoryError
bytearray(10**10)
