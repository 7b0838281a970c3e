# expect: memory
a = [1]
while True:
    a *= 2
