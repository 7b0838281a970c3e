# expect: error: MemoryError | error: OverflowError
eval("1 << 10000000000")
