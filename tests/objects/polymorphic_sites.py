# One place in the code that sees objects of many classes, and classes that change under it.

class A:
    def __init__(self): self.x = 1
    def m(self): return "A.m"
class B:
    def __init__(self): self.y = 0; self.x = 2
    def m(self): return "B.m"
class C:
    __slots__ = ("x",)
    def __init__(self): self.x = 3
    def m(self): return "C.m"
class D(A):
    def m(self): return "D." + super().m()
class E:
    x = 5
    def __getattr__(self, name): return "E?" + name
    def m(self): return "E.m"
class F:
    x = property(lambda self: 6)
    @staticmethod
    def m(): return "F.m"

def get(o): return o.x
def call(o): return o.m()
def put(o, v): o.x = v

objs = [A(), B(), C(), D(), E(), F()]
def show(what):
    print(what, [get(o) for o in objs], [call(o) for o in objs])
for _ in range(3):
    show("at first")

A.m = lambda self: "new A.m"
show("method replaced")
objs[0].m = lambda: "own m"
show("method shadowed")
del objs[0].m
show("shadow gone")
for i, o in enumerate(objs[:5]):
    put(o, i * 10)
show("set")
for i, o in enumerate(objs[:5]):
    put(o, i * 10 + 1)
show("set again")
B.x = property(lambda self: "B's property", lambda self, v: print("set to", v))
show("data descriptor given later")
for i, o in enumerate(objs[:5]):
    put(o, i)
del B.x
show("and taken away")
del objs[2].x
try:
    show("slot deleted")
except AttributeError as e:
    print(e)
put(objs[2], 33)
del objs[3].x
try:
    show("attribute deleted")
except AttributeError as e:
    print(e)
D.x = "of the class"
show("found in the class")
A.x = "of the base"
del D.x
show("found in the base")
objs[1].__class__ = A
show("another class")
objs[0].__dict__ = {"x": "new dict"}
show("another dict")

# Attributes of classes.
class G:
    v = 1
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def plain(): return "plain"
    def method(self): return "method"
class H(G): pass
def of(c): return c.v, c.make(), c.plain(), c.plain.__name__, c.method(None), c.method.__name__
for _ in range(3):
    print(of(G), of(H))
H.v = 2
print(of(G), of(H))
G.make = staticmethod(lambda: "static now")
print(of(G), of(H))
G.plain = classmethod(lambda c: "class now " + c.__name__)
try:
    print(G.plain(), H.plain(), G.plain.__self__)
except AttributeError as e:
    print(e)
class Get:
    def __init__(self, n): self.n = n
def late(c): return c.g
G.g = Get(7)
for _ in range(3):
    print(late(G).n, late(H).n)
obj = H()
print(late(obj).n)
Get.__get__ = lambda self, o, c: (self.n, o and type(o), c.__name__)
print(late(G), late(H), late(obj))
del Get.__get__
print(late(G).n, late(H).n, late(obj).n)
class Descr(Get):
    def __get__(self, o, c): return "by Descr"
G.g.__class__ = Descr
print(late(G), late(H), late(obj))
class M(type):
    @property
    def v(cls): return "the metaclass's"
class N(metaclass=M):
    v = 3
    make = classmethod(lambda c: "N made")
    plain = staticmethod(lambda: "p")
    def method(self): return 1
def v(c): return c.v
print([v(c) for c in (G, H, N, G, N)])
G.__doc__ = "text"
def names(c): return c.__name__, c.__doc__ and c.__doc__[:4], c.__mro__[-1].__name__
print([names(c) for c in (G, H, N, int)])

# Classes called.
class Init:
    def __init__(self, *a): self.a = a
class Bad:
    def __init__(self): return 1
class Two:
    def __init__(self, a, b=2): self.ab = a, b
class New:
    def __new__(cls, a): return object.__new__(cls) if a else a
    def __init__(self, a): self.a = a
class Gen:
    def __init__(self): yield
class Err(Exception):
    def __init__(self, n): super().__init__("n", n); self.n = n
def make(c, *a): return c(*a)
def made(c): return c()
def made1(c): return c(1)
for c in (Init, Two, New, Err, str, int, float, bool, list, Exception, Bad, Gen):
    for f in (made, made1):
        try:
            r = f(c)
            print(c.__name__, f.__name__, type(r).__name__, getattr(r, "__dict__", r))
        except Exception as e:
            print(c.__name__, f.__name__, type(e).__name__, e)
class P:
    def __init__(self, n):
        self.n = n
        self = None
        if n: P(n - 1)
print(P(5).n)
Two.__init__ = lambda self, a: setattr(self, "ab", ("new", a))
print(made1(Two).ab)
def swap(self, a): self.ab = "swapped", a
Two.__init__.__code__ = swap.__code__
print(made1(Two).ab)
class Sub(Two): pass
print(made1(Sub).ab)
Sub.__init__ = Init.__init__
print(made1(Sub).a)

# Calls out of generators, and generators called in every way.
def add(a, b): return a + b
def opt(a, b=10, *c): return a, b, c
def calls(n):
    for i in range(n):
        yield add(i, i), opt(i), opt(i, 1, 2), made1(Two).ab
print(list(calls(3)))
def g(a, b=2, *c, k=3): yield a, b, c, k
def h(a): yield a
def forms():
    yield from h(1)
    yield from g(1)
    yield from g(1, 5, 6, k=7)
    for bad in (lambda: h(), lambda: h(1, 2), lambda: h(b=1)):
        try: bad()
        except TypeError as e: yield str(e)
print(list(forms()))
def deep(n):
    if n: yield from deep(n - 1)
    yield add(n, 0)
print(sum(deep(50)))
def recurse(n): return 0 if n == 0 else 1 + recurse(n - 1)
def over():
    yield recurse(100)
    try: yield recurse(10**6)
    except RecursionError as e: yield type(e).__name__
print(list(over()))

# Natives with optional arguments.
l = list(range(6))
def pops(l, *i): return l.pop(*i) if i else l.pop()
print(l.pop(), l.pop(0), pops(l), pops(l, 0), l, next(iter(l)), next(iter(()), "none"))
d = {1: 2}
print(d.get(1), d.get(3), d.get(3, 4), d.pop(1), d.pop(1, "gone"), "a b".split(), "a,b".split(","), "a,b,c".split(",", 1))
for bad in (lambda: [].pop(), lambda: next(iter(())), lambda: [1].pop(5), lambda: d.pop(9), lambda: l.pop(1, 2), lambda: next(), lambda: d.get(),
            lambda: "x".split(1), lambda: list.pop(), lambda: list.pop(1), lambda: dict.get(d)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
