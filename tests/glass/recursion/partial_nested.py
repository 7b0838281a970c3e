# expect: error: RecursionError | ok: called | memory
import functools
class P(functools.partial):
    pass
f = print
for _ in range(100_000):
    f = P(f)
    f.x = 1
f("called")
