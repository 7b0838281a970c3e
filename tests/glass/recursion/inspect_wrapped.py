# expect: ok: ok | memory
# library
import inspect, linecache
class W:
    __wrapped__ = property(lambda s: W())
class D:
    def __dir__(s): return iter(lambda: 'a', 'b')
def f(): pass
f.__signature__ = type('S', (), {'__signature__': lambda s: s})()
for g in (lambda: inspect.unwrap(W()), lambda: inspect.signature(f), lambda: inspect.signature(W()), lambda: inspect.getmembers(D())):
    try: g()
    except (ValueError, TypeError, MemoryError): pass
linecache.cache['<x>'] = (10, None, ['(\n'] * 100_000, '<x>')
ns = {'__name__': '__main__'}
exec(compile('def f(): pass', '<x>', 'exec'), ns)
try: inspect.getsource(ns['f'])
except (OSError, SyntaxError, Exception): pass
print('ok')
