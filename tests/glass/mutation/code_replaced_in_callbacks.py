# expect: ok: ok
import sys
def f(a, b=1, *c, d=2, **e):
    x = [i + a for i in c]
    def g(): return x, a
    return g
def h(): return 1
def k(a):
    def g(): return a
    return g
codes = [f.__code__, h.__code__, k.__code__, (lambda *a: a).__code__, (x for x in ()).gi_code]
class Ev:
    def __init__(s, fn): s.fn = fn
    def __add__(s, o): s.fn.__code__ = codes[1]; s.fn.__defaults__ = None; s.fn.__kwdefaults__ = {'d': s}; return s
    __radd__ = __add__
    def __index__(s): s.fn.__code__ = codes[0]; return 1
    def __iter__(s): s.fn.__code__ = codes[1]; return iter([1, 2])
    def keys(s): s.fn.__defaults__ = (); s.fn.__code__ = codes[0]; return ['d']
    def __getitem__(s, n): s.fn.__kwdefaults__ = None; return s
for r in range(300):
    fn = type(f)(f.__code__, globals(), 'f', (1,), None)
    e = Ev(fn)
    for call in (lambda: fn(e, *e, **e), lambda: fn(e, 1, e, e), lambda: fn(*e), lambda: fn(**e), lambda: fn(e, d=e)):
        try: call()
        except Exception: pass
        fn.__code__ = codes[0]; fn.__defaults__ = (1,); fn.__kwdefaults__ = {'d': 2}
    for c in codes:
        try: fn.__code__ = c; fn(); fn(1); fn(1, 2, 3)
        except Exception: pass
    for kw in (dict(co_argcount=100), dict(co_nlocals=0), dict(co_stacksize=0), dict(co_varnames=()), dict(co_flags=0xffffffff), dict(co_flags=0x20), dict(co_firstlineno=-5), dict(co_linetable=b'\xff' * 9), dict(co_exceptiontable=b'\xff' * 9), dict(co_cellvars=('q',)), dict(co_freevars=('a',) * 9), dict(co_kwonlyargcount=50), dict(co_posonlyargcount=50), dict(co_names=()), dict(co_consts=()), dict(co_code=b'')):
        try:
            c = f.__code__.replace(**kw); fn.__code__ = c; fn(1)(); list(c.co_positions()); list(c.co_lines())
        except Exception: pass
print('ok')
