# expect: error: RecursionError | memory
t = int
for _ in range(100_000): t = list[t]
print(len(repr(t)))
