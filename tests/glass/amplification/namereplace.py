# expect: memory | error: MemoryError
a = []
while True:
    a.append(("\u1e9b" * 1_000_000).encode("ascii", "namereplace"))
