# expect: ok: done
class C:
    pass
a = None
for _ in range(300_000):
    c = C()
    c.n = a
    a = c
del a, c
import gc
gc.collect()
print("done")
