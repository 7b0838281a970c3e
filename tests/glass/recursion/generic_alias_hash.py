# expect: error: RecursionError | memory
t = int
for _ in range(100_000): t = list[t]
u = int
for _ in range(100_000): u = list[u]
print(hash(t) == hash(u)); print(t == u)
