# expect: time
a = [0] * 1_000_000
b = [0] * 1_000_000
while True:
    a == b
