# expect: ok: ok | time | memory
def attempt(f):
    try: f()
    except (TypeError, RecursionError, ValueError, AttributeError, KeyError, MemoryError): pass
class M(type):
    def mro(c): return [c, *M.extra, object]
    extra = ()
class A(metaclass=M): pass
class B(A): pass
for extra in ((A,), (B, A), (A, A), (int,), (5,), (A, B, A), [object] * 1000, (type,), (M,), (bool, int), range(10**6)):
    M.extra = extra
    attempt(lambda: type.__setattr__(A, '__bases__', (B,)))
    attempt(lambda: setattr(B, '__bases__', (B,)))
    attempt(lambda: M('C', (A, B), {}))
    attempt(lambda: A().x); attempt(lambda: B.x); attempt(lambda: super(A, B()).x); attempt(lambda: isinstance(B(), A))
M.extra = ()
class N(type):
    def mro(c):
        try: c.__bases__ = (D,)
        except Exception: pass
        N.mro = type.mro
        return type.mro(c)
class D: pass
attempt(lambda: N('E', (), {}))
class P(type):
    def __prepare__(*a, **k): return P
    def __getattribute__(c, n): raise KeyError
    def __call__(c, *a): return c(*a)
attempt(lambda: P('x', (), {})())
class Q(type):
    def __new__(m, n, b, d, **k): return Q.__new__(m, n, b, d, **k)
attempt(lambda: Q('x', (), {}))
class R(type): __class__ = property(lambda c: R)
R2 = R('R2', (type,), {})
attempt(lambda: R2('x', (), {}))
class S(type):
    def __mro_entries__(c, b): return (c, c) * 1000
attempt(lambda: type('x', (S('y', (), {}),), {}))
class T:
    def __mro_entries__(s, b): return (s,)
def u():
    class V(T()): pass
attempt(u)
class W:
    def __init_subclass__(c, **k): type('X', (c,), {})
attempt(lambda: type('X', (W,), {}))
class Y:
    def __set_name__(s, o, n): type('Z', (), {'y': s})
attempt(lambda: type('Z', (), {'y': Y()}))
class Z(type):
    def __subclasscheck__(c, o): return issubclass(o, c)
    def __instancecheck__(c, o): return isinstance(o, c)
attempt(lambda: issubclass(int, Z('z', (), {}))); attempt(lambda: isinstance(5, Z('z', (), {})))
print('ok')
