# expect: error: MemoryError
(b"a" * 10_000_000).replace(b"a", b"b" * 1_000_000)
