# expect: error: MemoryError
("a" * 10_000_000).replace("a", "b" * 1_000_000)
