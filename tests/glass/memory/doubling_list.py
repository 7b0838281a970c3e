# expect: memory
a = [0]
while True:
    a += a
