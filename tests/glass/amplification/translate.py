# expect: error: MemoryError | memory
("a" * 1_000_000).translate({97: "b" * 1_000_000})
