# expect: ok: done
import gc, sys
class C:
    def __del__(self):
        sys.exit(5)
C()
gc.collect()
print("done")
