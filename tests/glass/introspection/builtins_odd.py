# expect: exit: 0
import builtins
class D(dict):
    def __getitem__(s, k): return print if k == 'print' else dict.__getitem__(s, k)
    def __missing__(s, k): return k
class M:
    def __getitem__(s, k):
        if k == 'zz': raise KeyError(k)
        return len
for b in (D(), {}, 5, None, [], M(), type, builtins, 'x', (), D(__build_class__=5), {'__import__': 5}, {'__build_class__': lambda *a: 5}):
    for src in ('print(1)', 'class A: pass', 'import os', 'x = 1', 'len', 'raise ValueError', 'def f(): return zz\nf()', 'assert 0', 'a: int', '[i for i in range(3)]', 'from os import *'):
        try: exec(src, {'__builtins__': b})
        except (NameError, TypeError, ImportError, AttributeError, KeyError, AssertionError, ValueError, SystemError): pass
        except Exception as e: print(type(e), b, src)
print('ok')
