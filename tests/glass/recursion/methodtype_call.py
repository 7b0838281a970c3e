# expect: ok: 1 | memory
import types
f = max
for _ in range(300_000): f = types.MethodType(f, 1)
print(f())
