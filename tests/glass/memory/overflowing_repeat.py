# expect: error: MemoryError | error: OverflowError
"ab" * (1 << 62)
