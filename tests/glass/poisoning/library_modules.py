# expect: ok: ok
# library
# Whatever the modules of a library folder hold, their functions and code included, is the program's own.
import asyncio, asyncio.base_events, codecs, copyreg, csv, email, email.message, fractions, logging, pickle, string, sys
copyreg.add_extension('poison', 'poison', 77)
csv.register_dialect('poison', delimiter='|')
codecs.register(lambda n: codecs.CodecInfo(name=n, encode=None, decode=None) if n == 'poison' else None)
logging.basicConfig(level=1); logging.addLevelName(10, 'POISON')
class Policy: pass
try: asyncio.set_event_loop_policy(Policy())
except TypeError: pass
bad = (lambda *a, **k: 1 / 0).__code__
for m in (asyncio, asyncio.base_events, email, email.message, fractions, logging, string):
    for k, v in list(vars(m).items()):
        for f in [v] if not isinstance(v, type) else list(vars(v).values()):
            try: f.__code__ = bad
            except (AttributeError, ValueError, TypeError): pass
            try: f.__defaults__ = f.__kwdefaults__ = None; f.__doc__ = f.__name__ = 'poison'
            except (AttributeError, TypeError): pass
for m in (asyncio, csv, email, fractions, logging, pickle, string):
    for k in list(vars(m)): setattr(m, k, 'poison')
    m.poison = 1
for m in list(sys.modules): sys.modules[m + '.poison'] = 1
print('ok')
