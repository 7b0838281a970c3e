# expect: error: RecursionError | memory
import contextlib
s = contextlib.ExitStack()
for i in range(50_000):
    t = contextlib.ExitStack(); t.push(s); s = t
s.close()
