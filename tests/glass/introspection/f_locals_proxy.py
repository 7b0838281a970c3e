# expect: ok: ok
import sys, gc
def f():
    x = 1; y = [2]
    return sys._getframe()
fr = f()
p = fr.f_locals
class H:
    def __hash__(s): p.clear() if hasattr(p, 'clear') else None; return hash('x')
    def __eq__(s, o):
        try: p['x'] = p
        except Exception: pass
        return True
for op in (lambda: p[H()], lambda: p.__setitem__(H(), 1), lambda: p | {H(): 1}, lambda: p.update({H(): p}), lambda: p.pop('x'), lambda: p.setdefault(H(), p),
           lambda: p == p, lambda: repr(p), lambda: list(reversed(p)), lambda: type(p)(5), lambda: type(p)(fr), lambda: type(p).__new__(type(p), None), lambda: p.__init__(5),
           lambda: p.__class_getitem__, lambda: p.__or__(p), lambda: p.__ior__(p), lambda: del_(p)):
    try: op()
    except Exception as e: pass
def del_(p): del p['x']
fr.clear()
for n in ('x', 'y', '__builtins__', 'nope'):
    try: p[n]
    except Exception: pass
    try: p[n] = p
    except Exception: pass
fr = None
gc.collect()
try: repr(p), len(p), dict(p)
except Exception: pass
# a frame that is gone, a generator's, a running one's, a class's
def g():
    a = 1
    while True:
        yield sys._getframe().f_locals
it = g(); q = next(it); q['a'] = q; q['b'] = 1; next(it); it.close()
try: q['a'], q['c'] 
except KeyError: pass
class C:
    r = sys._getframe().f_locals
    r['x'] = r
    for i in range(3): r['y%d' % i] = sys._getframe
print('ok')
