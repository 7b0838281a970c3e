# expect: error: MemoryError | memory
repr("\U0010ffff" * 10_000_000)
