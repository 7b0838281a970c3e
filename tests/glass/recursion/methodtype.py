# expect: ok: 25 | error: RecursionError | memory
import types
f = print
for _ in range(300_000): f = types.MethodType(f, 1)
print(len(repr(f))); 
