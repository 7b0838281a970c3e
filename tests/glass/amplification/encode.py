# expect: memory | error: MemoryError
a = []
while True:
    a.append(("\u20ac" * 100_000).encode("utf-16"))
