# expect: ok: ok
class A: __slots__ = ('a', 'b')
class B: __slots__ = ('a', 'b')
class C: pass
class D(C): __slots__ = ('z',)
class E(int): pass
class F(list): pass
class G(dict): __slots__ = ('q',)
X = [A(), B(), C(), D(), E(), F(), G(), ValueError(), C, 5, 'x', [], len, type, None, lambda: 1, __import__('os'), object(), Exception(), E(2**70)]
T = [A, B, C, D, E, F, G, int, str, list, dict, type, object, ValueError, KeyError, OSError, type(lambda: 1), type(__import__('os')), bool, SyntaxError, UnicodeDecodeError, ExceptionGroup]
for x in X:
    for t in T:
        try:
            x.__class__ = t; repr(x)[:1]; x.a = 1; x.a; hash(x)
        except Exception: pass
for t in T[:7]:
    for u in T:
        try: t.__bases__ = (u,); t(); t.__mro__
        except Exception: pass
        try: t.__bases__ = (u, t); t()
        except Exception: pass
print('ok')
