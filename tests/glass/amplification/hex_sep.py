# expect: error: MemoryError | memory
a = []
while True:
    a.append(bytes(1_000_000).hex(":"))
