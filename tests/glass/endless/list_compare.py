# expect: time
a = [0] * 2_000_000
b = [0] * 2_000_000
while True:
    a == b
