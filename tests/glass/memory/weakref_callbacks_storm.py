# expect: ok: ok | time | memory
import weakref, gc
class A: pass
refs, n = set(), 0
def again(r):
    global n
    n += 1
    refs.discard(r)
    if n < 200000:
        for i in range(2):
            a = A(); a.x = a
            refs.add(weakref.ref(a, again))
a = A()
for i in range(1000): refs.add(weakref.ref(a, again))
del a
for i in range(10): gc.collect()
d = weakref.WeakKeyDictionary(); v = weakref.WeakValueDictionary(); s = weakref.WeakSet()
class K:
    def __hash__(self): return 1
    def __eq__(self, o): d.clear(); v.clear(); s.clear(); return self is o
for i in range(300):
    k = K(); d[k] = k; v[i] = k; s.add(k)
    for x in (d, v, s):
        try: list(x); len(x)
        except RuntimeError: pass
print('ok')
