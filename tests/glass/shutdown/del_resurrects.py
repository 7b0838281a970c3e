# expect: ok: done
kept = []
class C:
    def __del__(self):
        kept.append(self)
        C()
c = C()
del c
import gc
gc.collect()
print("done")
