# expect: time
t = tuple(range(1_000_000))
while True:
    hash(t)
