# expect: error: MemoryError | error: ValueError
format(1, "10000000000d")
