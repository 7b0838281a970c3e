# expect: memory
a = []
while True:
    a = [a, a]
