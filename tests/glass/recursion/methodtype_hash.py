# expect: error: RecursionError | memory | time
import types
f = max
for _ in range(300_000): f = types.MethodType(f, 1)
g = max
for _ in range(300_000): g = types.MethodType(g, 1)
print(hash(f) == hash(g)); print(f == g)
