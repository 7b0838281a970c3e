# expect: error: MemoryError
(1).to_bytes(10**10, "little")
