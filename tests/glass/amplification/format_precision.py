# expect: error: MemoryError | error: ValueError
format(1.5, ".2147483646f")
