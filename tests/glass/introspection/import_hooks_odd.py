# expect: ok: ok | time | memory
import sys, types, importlib, importlib.util, importlib.machinery
def attempt(f):
    try: f()
    except (Exception, RecursionError, SystemExit): pass
class F:
    def find_spec(s, *a):
        n = len(sys.meta_path)
        if n < 50: sys.meta_path.append(F())
        sys.modules.pop('builtins', None); sys.modules['sys'] = 5; sys.path_hooks[:] = [F]; sys.path_importer_cache.clear()
        return answers[i % len(answers)]
    __init__ = lambda s, *a: None
class L:
    def create_module(s, spec): return [None, 5, types.ModuleType('x'), sys, s][i % 5]
    def exec_module(s, m): importlib.import_module('nothere%d' % i); del sys.modules[m.__name__]
    def __getattr__(s, n): return s
    def __call__(s, *a): return s
answers = [None, 5, importlib.machinery.ModuleSpec('a', L()), importlib.machinery.ModuleSpec('', None), importlib.machinery.ModuleSpec('os', L(), origin='/etc/passwd', is_package=True), L(), F, types.SimpleNamespace(loader=L(), name='x', parent=5)]
kept, path, real, hooks, cache = dict(sys.modules), sys.path[:], sys.meta_path[:], sys.path_hooks[:], dict(sys.path_importer_cache)
for i in range(60):
    sys.meta_path[:] = [F()]
    sys.path[:] = [5, None, '/etc', '/proc/self', b'x', '\0', 'x' * 10000, F()][: i % 9]
    for f in (lambda: importlib.import_module('nothere%d' % i), lambda: __import__('a.b.c%d' % i, {}, {}, ['d'], i % 3), lambda: __import__('x', {'__name__': 5, '__package__': F()}, None, 5, 1), lambda: importlib.reload(types.ModuleType('q')), lambda: importlib.util.find_spec('z%d.y' % i), lambda: exec('from . import x', {'__package__': 'a' * 10000, '__name__': 'n', '__spec__': L()}), lambda: exec('from nothere%d import *' % i, {'__builtins__': {}}), lambda: importlib.util.module_from_spec(answers[i % 8]), lambda: exec('import os', {'__builtins__': {'__import__': lambda *a: F}}), lambda: importlib.machinery.SourceFileLoader('x', '/etc/passwd').load_module(), lambda: importlib.machinery.ExtensionFileLoader('x', '/lib/x.so').create_module(importlib.machinery.ModuleSpec('x', None)), lambda: importlib.invalidate_caches()):
        attempt(f)
    sys.modules.clear(); sys.modules.update(kept)
sys.meta_path[:], sys.path[:], sys.path_hooks[:] = real, path, hooks
sys.path_importer_cache.clear(); sys.path_importer_cache.update(cache)
import json
print('ok' if json.dumps(1) == '1' else 'no')
