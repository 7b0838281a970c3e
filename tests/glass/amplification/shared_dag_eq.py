# expect: time
a, b = [], []
for _ in range(60):
    a, b = [a, a], [b, b]
a == b
