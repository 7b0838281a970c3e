# expect: error: MemoryError | error: OverflowError
1 << (1 << 40)
