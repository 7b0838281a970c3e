# expect: ok: ok | time | memory
import gc
kept = []
class A:
    def __init__(s): s.me = s
    def __del__(s):
        kept.append(s)
        s.__class__ = B
        A()
class B:
    def __del__(s):
        kept.clear()
        s.__class__ = A
        kept.append(A())
        raise SystemExit(5)
for i in range(100): A(); B()
for i in range(20): gc.collect()
import sys, atexit, weakref
weakref.finalize(kept, lambda: kept.append(A()))
atexit.register(lambda: [A() for i in range(100)])
sys.unraisablehook = lambda u: kept.append(u)
print('ok')
