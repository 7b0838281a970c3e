# expect: memory | error: MemoryError
a = []
while True:
    a.append(bin(1 << 10_000_000))
