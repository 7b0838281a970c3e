# expect: ok: contained
import gc
kept = []
class C:
    def __del__(self):
        kept.append(self)
for _ in range(100):
    C()
gc.collect()
for o in kept:
    o.x = 1
kept.clear()
gc.collect()
print("contained")
