# expect: memory | error: MemoryError
a = []
while True:
    a.append(("\u0390" * 1_000_000).upper())
