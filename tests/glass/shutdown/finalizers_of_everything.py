# expect: ok: ok | time | memory | exit: 1
# Things left open, suspended and locked, each with an end that does something else again.
import sys, threading, io, contextlib, weakref, atexit, types
class Loud:
    def __getattribute__(s, n): raise KeyError(n)
    def __del__(s): raise SystemExit(3)
class F(io.StringIO):
    def close(s): sys.stdout = sys.stderr = F(); raise KeyboardInterrupt
    flush = close
def gen():
    try: yield
    finally:
        try: yield
        finally: sys.exit(9)
async def agen():
    try: yield 1
    finally:
        import nothere
async def coro():
    try: await coro()
    finally: await coro()
kept = [Loud(), F(), gen(), agen(), contextlib.ExitStack(), types.SimpleNamespace()]
next(kept[2]); a = kept[3].asend(None)
try: a.send(None)
except StopIteration: pass
c = coro(); kept.append(c)
try: c.send(None)
except BaseException: pass
kept[4].callback(sys.exit, 7); kept[4].push(lambda *a: True)
kept[5].me = kept; kept.append(kept)
weakref.finalize(kept[5], exec, 'raise SystemExit(4)')
atexit.register(exec, 'import threading; threading.Thread(target=exec, args=("while 1: pass",), daemon=True).start()')
sys.unraisablehook = lambda u: kept.append(u.object)
threading.excepthook = None
m = types.ModuleType('m'); m.__getattr__ = lambda n: 1 / 0; sys.modules['threading'] = sys.modules['atexit'] = m
sys.excepthook = Loud
print('ok', flush=True)
