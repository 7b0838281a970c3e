# expect: ok: ok
import builtins, sys, types, importlib
real = builtins.__import__
class M(types.ModuleType):
    def __getattr__(s, n):
        if n == '__path__': raise AttributeError
        if n == '__spec__': return s
        return M(n) if len(n) < 50 else 5
class Spec:
    def __getattr__(s, n): return s
    def __bool__(s): return False
    def __call__(s, *a, **k): return s
class F:
    def find_spec(s, *a): return Spec()
    find_module = None
def hook(name, g=None, l=None, fromlist=(), level=0):
    if name == 'evil': return 5
    if name == 'mod': return M('mod')
    return real(name, g, l, fromlist, level)
builtins.__import__ = hook
for code in ('import evil', 'import evil.a.b as c', 'from evil import *', 'from mod import a, b', 'from mod import *', 'import mod.x.y as z', 'from . import q', 'from .... import q', 'from .mod import q'):
    for g in ({}, {'__package__': 5}, {'__package__': ''}, {'__name__': 5}, {'__package__': 'a.b', '__spec__': Spec()}, {'__path__': 5, '__name__': 'a'}, {'__builtins__': {'__import__': 5}}, {'__builtins__': {}}, {'__builtins__': M('b')}):
        try: exec(code, g)
        except Exception: pass
builtins.__import__ = real
for finder in (F(), 5, None, F, lambda *a: 5, Spec()):
    sys.meta_path.insert(0, finder)
    try: importlib.import_module('zzz')
    except Exception: pass
    try: importlib.util.find_spec('zzz.y')
    except Exception: pass
    sys.meta_path.pop(0)
for ph in (F, 5, lambda p: 5, lambda p: Spec(), None):
    sys.path_hooks.insert(0, ph); sys.path_importer_cache.clear(); sys.path.insert(0, '/proc/self/root')
    try: importlib.import_module('zzz2')
    except Exception: pass
    sys.path.pop(0); sys.path_hooks.pop(0)
sys.path_importer_cache.clear()
sys.modules['fake'] = 5
for f in (lambda: real('fake.x'), lambda: importlib.reload(5), lambda: importlib.reload(sys.modules['fake']), lambda: importlib._bootstrap._load(Spec()), lambda: importlib._bootstrap._handle_fromlist(5, ['a'], real), lambda: importlib.util.module_from_spec(Spec()), lambda: sys.__loader__.load_module('posix'), lambda: importlib.machinery.ModuleSpec('a', Spec()).loader.exec_module(5)):
    try: f()
    except Exception: pass
sys.modules = {}
try: import json
except Exception: pass
print('ok')
