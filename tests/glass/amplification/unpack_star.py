# expect: memory
a = [0] * 1000
for _ in range(3): a = [*a, *a] * 100
f = lambda *x: len(x)
f(*a, *a, *a, *a)
