# expect: ok: ok
import weakref
n = 0
class K:
    def __eq__(s, o):
        global n
        n += 1
        if n < 2000: d.clear(); d[K()] = 1
        return False
    def __hash__(s): return 1
d = weakref.WeakKeyDictionary()
ks = [K() for i in range(20)]
for k in ks:
    try: d[k] = 1
    except (RecursionError, RuntimeError): pass
s = weakref.WeakSet(ks)
for f in (lambda: s | s, lambda: s.pop(), lambda: list(s), lambda: d.popitem(), lambda: d.copy(), lambda: s == s, lambda: s.discard(K()), lambda: d.setdefault(K(), 1)):
    try: f()
    except (RecursionError, RuntimeError, KeyError): pass
print('ok')
