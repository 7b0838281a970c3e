# expect: ok: ok
import sys, copyreg, codecs, atexit, warnings, signal, functools, re, json, encodings, abc, io, contextlib, types, builtins, typing, random, linecache, traceback, threading, gc, weakref
class Poison: pass
copyreg.pickle(int, lambda x: (Poison, ()))
codecs.register(lambda n: (lambda *a: (b'POISON', 1),) * 4)
codecs.register_error('strict', lambda e: ('POISON', e.end))
atexit.register(print, 'POISON'); atexit.unregister(print)
encodings._cache['utf_8'] = None; encodings.aliases.aliases['utf8'] = 'rot13'
linecache.cache['x'] = (1, None, ['POISON'], 'x')
for n in ('loads', 'dumps', 'JSONEncoder', '_default_encoder'):
    setattr(json, n, Poison)
for m in (types, io, abc, functools, contextlib, typing, random, traceback, threading, weakref, builtins):
    m.poison = 1
    for n in list(vars(m)):
        if n.startswith('_') or m is builtins: continue
        try: setattr(m, n, Poison)
        except Exception: pass
sys.modules['json'] = Poison; sys.modules['poison'] = Poison
sys.set_int_max_str_digits(640); sys.setrecursionlimit(50); sys.setswitchinterval(1e-5)
for t in (int, str, dict, type(len), type(lambda: 0), type):
    for n in ('poison', '__repr__', '__doc__', '__name__'):
        try: setattr(t, n, Poison); builtins.print('set', t, n)
        except TypeError: pass
builtins.print('ok')
