# expect: ok: ok | time
# Methods that the loop does itself (dict.get, set.add, list.append ...), on subclasses, with keys that change what they are looked up in, and with the methods replaced meanwhile.
import builtins, types
class K:
    def __init__(s, f): s.f = f
    def __hash__(s): s.f(); return 1
    def __eq__(s, o): s.f(); return False
class D(dict):
    def get(s, *a): return 'mine'
    def __missing__(s, k): return k
class S(set):
    def add(s, x): return 'mine'
class L(list):
    def append(s, x): return 'mine'
def use(d, s, l, k):
    for i in range(8):
        try:
            a = d.get(k, 1); b = k in d; c = d[k] if k in d else 0; d[k] = i; d.setdefault(k, 1); d.pop(k, None)
            s.add(k); s.discard(k); k in s; l.append(k); l.pop(); l[0:1]; l.index(k) if k in l else 0
            len(d); len(s); len(l); max(l, default=0) if not l else 0; d.items(); [x for x in l]; {x for x in s}; {x: 1 for x in d}
        except (RuntimeError, KeyError, TypeError, ValueError, IndexError): pass
for kind in range(4):
    d, s, l = [({}, set(), []), (D(), S(), L()), ({1: 2, 'a': 3}, {1, 'a'}, [1]), (dict.fromkeys(range(100)), set(range(100)), list(range(100)))][kind]
    for f in (d.clear, s.clear, l.clear, lambda: d.update(b=1), lambda: s.add(object()), lambda: d.__init__(a=1), lambda: s.__init__([3]), lambda: l.__init__((1, 2)), lambda: d.popitem() if d else 0, lambda: s.pop() if s else 0, lambda: None):
        k = K(f)
        use(d, s, l, k); use(d, s, l, 1); use(d, s, l, 'a'); use(d, s, l, (1, k)); use(d, s, l, 2.0); use(d, s, l, True); use(d, s, l, 10**30)
        if kind != 1: assert len(list(d)) == len(d) and len(list(s)) == len(s)
def calls(f, n=100):
    out = 0
    for i in range(n): out = f(i)
    return out
def poly():
    for o in ([], {}, set(), D(), S(), L(), 'a', b'', (), types.SimpleNamespace(), type, None):
        for name in ('append', 'get', 'add', 'pop', 'keys', 'copy', '__len__', 'nothing'):
            try: getattr(o, name)
            except AttributeError: pass
        for i in range(20):
            try: o.get(i); o.add(i); o.append(i)
            except (AttributeError, TypeError): pass
poly()
keep = builtins.len, builtins.range, builtins.max
def uses(): return [len([1]) for i in range(30)]
uses()
builtins.len = lambda x: 'mine'
assert uses() == ['mine'] * 30
builtins.len = keep[0]
assert uses() == [1] * 30
len = 5
try: uses(); print('called an int')
except TypeError: pass
del len
assert uses() == [1] * 30
m = types.ModuleType('m')
m.x = 1
def attr(): return [m.x for i in range(30)]
attr()
m.__class__ = type('M', (types.ModuleType,), {'x': property(lambda s: 2)})
assert attr() == [2] * 30
m.__class__ = types.ModuleType
m.__dict__.clear()
try: attr(); print('no error')
except AttributeError: pass
class P:
    x = 1
p = P()
def pa(): return [p.x for i in range(30)]
pa(); P.x = property(lambda s: 3); assert pa() == [3] * 30
p.__dict__['x'] = 4; del P.x; assert pa() == [4] * 30
P.__getattribute__ = lambda s, n: 5; assert pa() == [5] * 30
p.__class__ = type('Q', (), {'x': 6}); p.__dict__.clear(); assert pa() == [6] * 30
print('ok')
