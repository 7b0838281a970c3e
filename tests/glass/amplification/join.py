# expect: error: MemoryError
("x" * 1_000_000).join(["y"] * 1_000_000)
