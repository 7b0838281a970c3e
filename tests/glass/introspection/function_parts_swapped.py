# expect: ok: ok | time
# Defaults, keyword defaults, closures, globals and code of a function are changed while it is called in a loop.
import types, sys
def mk():
    a = b = 1
    def f(x=1, y=2, *, k=3, j=4): return x, y, k, j, a, b
    return f
def two():
    a = b = 5
    def f(q=0): return a, b, q
    return f
f = mk(); h = two()
codes = [f.__code__, h.__code__]
def hostile_default(): pass
class D(dict):
    def __getitem__(s, k): f.__kwdefaults__ = None; return 7
    def get(s, *a): 1/0
acts = [lambda: setattr(f, '__defaults__', ()), lambda: setattr(f, '__defaults__', None), lambda: setattr(f, '__defaults__', (1,) * 100), lambda: setattr(f, '__kwdefaults__', {}), lambda: setattr(f, '__kwdefaults__', D(k=1)), lambda: setattr(f, '__kwdefaults__', {5: 1, 'k': 2}), lambda: setattr(f, '__code__', codes[1]), lambda: setattr(f, '__code__', codes[0]), lambda: f.__closure__[0].__delattr__('cell_contents'), lambda: setattr(f.__closure__[0], 'cell_contents', f), lambda: setattr(f, '__globals__', {}), lambda: setattr(f, '__closure__', ()), lambda: setattr(f, '__type_params__', (1,)), lambda: setattr(f, '__annotations__', {}), lambda: setattr(f, '__annotate__', lambda n: {}), lambda: f.__dict__.update({'__code__': 1}), lambda: setattr(f, '__builtins__', {}), lambda: f.__kwdefaults__.clear(), lambda: f.__code__.__init__(), lambda: f.__init__(), lambda: f.__setstate__(1)]
class X:
    def __init__(s, g): s.g = g
    def __iter__(s): s.g(); return iter(())
    def keys(s): s.g(); return ['k']
    def __getitem__(s, k): s.g(); return 5
def run(*a, **k):
    try: f(*a, **k)
    except (TypeError, NameError, ValueError, AttributeError): pass
for i in range(3):
    for g in acts:
        def go():
            try: g()
            except (AttributeError, TypeError, ValueError, NameError, IndexError): pass
        go()
        for j in range(20):
            run(); run(1); run(1, 2); run(1, 2, 3); run(k=1); run(1, y=2, j=5); run(*X(go)); run(**X(go)); run(1, *X(go), **X(go)); run(q=1)
            if j == 10: go()
    f = mk()
print('ok')
