# expect: time | memory | error: MemoryError
3 ** (1 << 27)
