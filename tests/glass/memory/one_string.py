# expect: error: MemoryError
"a" * 10**10
