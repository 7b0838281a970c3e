# expect: time
a = frozenset([0])
for _ in range(60): a = frozenset([a, (a, 1)])
b = frozenset([0])
for _ in range(60): b = frozenset([b, (b, 1)])
print(a == b)
