# expect: error: MemoryError
(b"x" * 1_000_000).join([b"y"] * 1_000_000)
