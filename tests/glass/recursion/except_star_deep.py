# expect: ok: ok | time | memory
g = ValueError(1)
for i in range(100000): g = ExceptionGroup('g', [g])
def attempt(f):
    try: f()
    except (RecursionError, MemoryError): pass
def star():
    try: raise g
    except* TypeError: pass
def star2():
    try: raise g
    except* ValueError as e: raise e
attempt(lambda: g.split(TypeError))
attempt(lambda: g.subgroup(lambda e: True))
attempt(lambda: repr(g)[:1])
attempt(lambda: str(g))
try: attempt(star)
except BaseException: pass
try: attempt(star2)
except BaseException: pass
class E(ExceptionGroup):
    def derive(s, l): return E('e', [s])
    def split(s, t): return s, s
    def subgroup(s, t): return s
e = E('e', [ValueError(), TypeError()])
for i in range(30):
    try:
        try: raise e
        except* ValueError as x: raise ExceptionGroup('n', [x, e])
        except* TypeError as y: raise y
    except BaseException as z: e.__context__ = None
class T(type(ValueError)):
    def __instancecheck__(c, o): raise KeyError
    def __subclasscheck__(c, o): raise KeyError
class V(ValueError, metaclass=T): pass
try:
    try: raise ExceptionGroup('g', [V(), ValueError()])
    except* V: pass
except BaseException: pass
for bad in (5, (), (5,), ((((),),),), ExceptionGroup, (ValueError, ExceptionGroup), object, [ValueError]):
    try:
        try: raise ValueError
        except* bad: pass
    except BaseException: pass
print('ok')
