# expect: ok: contained
import gc, weakref
class C:
    pass
log = []
def cb(r):
    log.append(r())
    raise ValueError("in a callback")
c = C()
r = weakref.ref(c, cb)
p = weakref.proxy(c)
del c
gc.collect()
try:
    p.x
except ReferenceError:
    pass
print("contained")
