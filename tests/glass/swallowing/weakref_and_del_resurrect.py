# expect: time | memory
import weakref, gc
pool = []
class R:
    def __del__(self):
        pool.append(self)
        weakref.ref(self, lambda r: pool.append(R()))
        R(); R()
class D(dict): pass
def loop():
    while True:
        try:
            x = R(); y = R(); x.y = y; y.x = x
            w = weakref.finalize(x, loop)
            del x, y
            gc.collect()
        except BaseException: pass
while True:
    try: loop()
    except BaseException: pass
