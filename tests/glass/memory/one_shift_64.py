# expect: error: OverflowError | error: MemoryError
1 << (1 << 70)
