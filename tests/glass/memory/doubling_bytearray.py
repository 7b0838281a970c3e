# expect: memory
b = bytearray(b"x")
while True:
    b.extend(b)
