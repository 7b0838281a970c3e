# expect: memory
a = []
while True:
    a.append(memoryview(bytearray(1_000_000)).tolist())
