# expect: ok: ok
class G(dict):
    def __getitem__(s, k): raise RuntimeError(k)
    def __setitem__(s, k, v): dict.__setitem__(s, k + 'x', v)
    def __missing__(s, k): return 5
    def __delitem__(s, k): raise RuntimeError
class L:
    def __getitem__(s, k): return s if k != 'print' else print
    def __setitem__(s, k, v): pass
    def __delitem__(s, k): pass
    def __call__(s, *a, **k): return s
    def __getattr__(s, n): return s
    def keys(s): return iter(int, 1)
for g in (G(), {}):
    for l in (L(), G(), {}, 5):
        for src in ('x = y', 'def f(): global q; q = 1; return zzz\nf()', 'class A(B): z = w', 'del x', 'import os as x', 'from os import *', 'x: int = 1', 'for x in y: break', '[x for x in (1,)]', 'lambda: x', 'with x as y: pass', 'type X = int', 'try: raise ValueError\nexcept x as y: pass'):
            try: exec(src, g, l)
            except Exception: pass
print('ok')
