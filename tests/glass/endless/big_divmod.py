# expect: time
a = (1 << 8_000_000) - 1
b = (1 << 4_000_000) - 3
while True:
    divmod(a, b)
