# expect: ok: max False | error: RecursionError | memory | time
import types
f = max
for _ in range(300_000): f = types.MethodType(f, 1)
print(f.__name__, f.__doc__ is None)
