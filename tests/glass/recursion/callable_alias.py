# expect: ok: True | memory
import collections.abc as c, typing
t = int
for i in range(50_000): t = c.Callable[[t], t]
print(t == t)
