# expect: error: MemoryError
("a" * 10_000_000).replace("", "b" * 1_000)
