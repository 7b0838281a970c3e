# expect: memory | time
a = []
for _ in range(60):
    a = [a, a]
repr(a)
