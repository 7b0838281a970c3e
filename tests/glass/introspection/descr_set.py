# expect: ok: True
import types
n = 0
for c in object.__subclasses__():
    try: o = c.__new__(c)
    except Exception: continue
    for k in dir(o):
        for v in (None, 5, 'x', o, [], {}, 2**70, -1, print):
            try: setattr(o, k, v); getattr(o, k)
            except Exception: n += 1
            try: delattr(o, k); getattr(o, k, None)
            except Exception: n += 1
    try: repr(o); str(o); hash(o)
    except Exception: pass
print(n > 100)
