# expect: time
b = bytes(4_000_000)
while True:
    b.translate(bytes(256))
