# expect: time | memory | error: MemoryError | error: OverflowError
10 ** 10 ** 10
