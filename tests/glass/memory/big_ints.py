# expect: memory
a = []
while True:
    a.append(1 << 100_000)
