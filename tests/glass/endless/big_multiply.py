# expect: time | memory | error: MemoryError
a = (1 << 20_000_000) - 1
while True:
    a * a
