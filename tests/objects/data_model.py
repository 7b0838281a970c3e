"""Metaclasses, descriptors, protocols, generics, weakrefs, pickling and copying of odd objects."""
import abc, collections.abc, copy, copyreg, enum, functools, gc, inspect, io, operator, pickle, sys, types, typing, weakref, contextlib, itertools, dataclasses, reprlib, string, numbers
from typing import *


class Field:
    def __init__(self, kind, default=None): self.kind, self.default = kind, default
    def __set_name__(self, owner, name): self.name = name; owner._fields = {**getattr(owner, "_fields", {}), name: self}
    def __get__(self, obj, owner=None): return self if obj is None else obj.__dict__.get(self.name, self.default)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind): raise TypeError(f"{self.name}: expected {self.kind.__name__}, got {type(value).__name__}")
        obj.__dict__[self.name] = value
    def __delete__(self, obj):
        try: del obj.__dict__[self.name]
        except KeyError: raise AttributeError(self.name) from None


class Registry(type):
    classes = {}
    @classmethod
    def __prepare__(meta, name, bases, **kw): return collections.OrderedDict(kw)
    def __new__(meta, name, bases, ns, /, **kw):
        cls = super().__new__(meta, name, bases, dict(ns))
        meta.classes[name] = cls
        return cls
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns); cls.options = kw
    def __call__(cls, *a, **k):
        obj = super().__call__(*a, **k); obj.made_by = cls.__name__
        return obj
    def __contains__(cls, x): return isinstance(x, cls)
    def __getitem__(cls, k): return cls.classes[k]
    def __iter__(cls): return iter(sorted(cls.classes))
    def __len__(cls): return len(cls.classes)
    def __or__(cls, o): return ("or", cls.__name__, o)
    def __instancecheck__(cls, x): return type.__instancecheck__(cls, x) or getattr(x, "fake", None) == cls.__name__


class Model(metaclass=Registry, table="models"):
    def __init_subclass__(cls, /, plural=None, **kw): super().__init_subclass__(); cls.plural = plural or cls.__name__ + "s"
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{k}={getattr(self, k)!r}' for k in self._fields)})"
    def __eq__(self, o): return type(self) is type(o) and vars(self) == vars(o)
    def __hash__(self): return hash(tuple(sorted(vars(self).items())))
    def __getattr__(self, name): raise AttributeError(f"no {name} here", name=name, obj=self)


class User(Model, plural="people", table="u"):
    name = Field(str, "anon")
    age = Field(int, 0)
    @functools.cached_property
    def label(self): print("computing"); return f"{self.name}/{self.age}"
    @property
    def old(self): return self.age > 60
    @old.setter
    def old(self, v): self.age = 61 if v else 1


class Admin(User):
    level = Field((int), 1)


u = User(name="Ann", age=3)
print(u, u.made_by, u.label, u.label, User.plural, User.table, User.options, list(Model), len(User), u in User, u in Admin, Model["Admin"], User | 3)
for f in (lambda: setattr(u, "age", "x"), lambda: delattr(u, "label"), lambda: delattr(u, "label"), lambda: u.nmae, lambda: delattr(User(), "age"), lambda: User.old.__set__(u, True), lambda: u.age, lambda: User["x"], lambda: u < u, lambda: isinstance(types.SimpleNamespace(fake="User"), User), lambda: User.__mro__, lambda: type("X", (User, Model), {}), lambda: type("X", (Model, User), {}), lambda: type("X", (int, str), {}), lambda: type("X", (), {"__slots__": ("a", "a")}), lambda: type("X", (), {"__slots__": "1a"}), lambda: type("X", (int,), {"__slots__": "a"}), lambda: type("X", (bool,), {}), lambda: type("X\0", (), {}), lambda: type(3, (), {}), lambda: object.__new__(int), lambda: object(1), lambda: type.__call__(type, 1, 2), lambda: class_with_slots()):
    try: r = f(); print("->", r)
    except Exception as e: print(type(e).__name__, e)


def class_with_slots():
    class A:
        __slots__ = {"x": "doc of x", "__weakref__": ""}
    a = A(); a.x = 1
    print(A.x, inspect.getdoc(A.x), weakref.ref(a)() is a)
    try: a.y = 2
    except AttributeError as e: print(e)
    try: a.__dict__
    except AttributeError as e: print(e)
    return copy.copy(a).x
print(class_with_slots())


class Stack[T](collections.abc.MutableSequence):
    def __init__(self, *items: T): self.items = list(items)
    def __getitem__(self, i): return Stack(*self.items[i]) if isinstance(i, slice) else self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def __len__(self): return len(self.items)
    def insert(self, i, v): self.items.insert(i, v)
    @reprlib.recursive_repr()
    def __repr__(self): return f"Stack{self.items}"
s = Stack(3, 1, 2)
s += [5]; s.append(s); s.reverse()
print(s, s.index(5), s.count(1), 2 in s, s.pop(), list(reversed(s))[0], Stack[int], Stack[int].__args__, Stack.__type_params__, Stack.__orig_bases__, s[1:3])
print(get_type_hints(Stack.__init__), inspect.signature(Stack.__init__), typing.get_origin(Stack[int]) is Stack)


@runtime_checkable
class Quacks(Protocol):
    def quack(self, n: int) -> str: ...
class Duck:
    def quack(self, n): return "q" * n
print(isinstance(Duck(), Quacks), isinstance(3, Quacks), issubclass(Duck, Quacks))
try: Quacks()
except TypeError as e: print(e)
class Shape(abc.ABC):
    @property
    @abc.abstractmethod
    def area(self): ...
    @abc.abstractmethod
    def scale(self, k): ...
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "area") or NotImplemented
try: Shape()
except TypeError as e: print(e)
print(issubclass(type("Sq", (), {"area": 1}), Shape), Shape.__abstractmethods__ == {"area", "scale"})
@Shape.register
class Blob: pass
print(isinstance(Blob(), Shape))


class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __reduce__(self): return Point, (self.x, self.y), None
    def __copy__(self): return Point(self.x, "copied")
    def __deepcopy__(self, memo): return Point(copy.deepcopy(self.x, memo), "deep")
    def __repr__(self): return f"P({self.x}, {self.y})"
    def __iter__(self): yield from (self.x, self.y)
    def __bool__(self): return bool(self.x)
    def __index__(self): return int(self.x)
    def __matmul__(self, o): return f"{self}@{o}"
    def __rmatmul__(self, o): return f"{o}@r{self}"
    def __imatmul__(self, o): return f"{self}@={o}"
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
    def __missing__(self): 0
p = Point([1], 2)
print(copy.copy(p), copy.deepcopy([p, p]), pickle.loads(pickle.dumps(p, 0)), p @ 3, 3 @ p, Point[int, str], [*p], bool(p), "ab"[Point(1, 0)])
p @= 4; print(p)
for v in (Point(0, 0), Point(1, 2), Point(3, [4]), (1, 2, 3), {"k": {"n": [1, {"z": 2}]}}, "str", b"b", 3.0, None, range(3), [[]], {1, 2}, enum.Enum("E", "A").A):
    match v:
        case Point(0, 0): r = "origin"
        case Point(x=1, y=y): r = f"x1 {y}"
        case Point(x, [y]) if x > 2: r = f"nested {x} {y}"
        case {"k": {"n": [int(a), {"z": z, **rest}]}, **more}: r = ("map", a, z, rest, more)
        case (a, *mid, b): r = ("seq", a, mid, b)
        case str() | bytes() as t: r = t
        case float(f): r = f
        case None: r = "none"
        case []: r = "empty"
        case [[]]: r = "one empty"
        case _: r = type(v).__name__
    print(r)


class Node:
    def __init__(self, n): self.n = n
    def __del__(self): deleted.append(self.n)
deleted = []
refs = weakref.WeakValueDictionary(); keys = weakref.WeakKeyDictionary(); wset = weakref.WeakSet()
n1 = Node(1); refs["one"] = n1; keys[n1] = "k"; wset.add(n1)
fin = weakref.finalize(n1, print, "finalised", end="!\n")
prox = weakref.proxy(n1); print(prox.n, len(refs), len(keys), len(wset), fin.alive, weakref.getweakrefcount(n1) > 0)
del n1; gc.collect()
print(deleted, len(refs), len(keys), len(wset), fin.alive)
try: prox.n
except ReferenceError as e: print(e)


def gen():
    received = []
    try:
        while True:
            try: received.append((yield len(received)))
            except ValueError as e: received.append(repr(e))
    except GeneratorExit: print("closing", received); raise
    finally: print("finally")
g = gen(); next(g); g.send("a"); print(g.throw(ValueError("v")), inspect.getgeneratorstate(g), g.gi_frame.f_lineno > 0)
g.close(); print(inspect.getgeneratorstate(g))
def outer():
    r = yield from inner(); print("inner gave", r); return (yield r)
def inner():
    x = yield 1; return x * 2
o = outer(); print(next(o), o.send(21), [*itertools.islice(iter(lambda: next(o, "end"), "end"), 3)])
@functools.lru_cache(maxsize=2)
def sq(x): print("sq", x); return x * x
[sq(i) for i in (1, 2, 1, 3, 2)]; print(sq.cache_info())
@functools.singledispatch
def kind(x): return "object"
@kind.register
def _(x: int | float): return "number"
@kind.register(list)
def _(x): return "list of " + (kind(x[0]) if x else "nothing")
print(kind(1), kind([2.0]), kind([]), kind("s"), kind.dispatch(bool)(True))
part = functools.partial(print, "a", sep="-"); part("b", end=".\n"); print(part.func is print, part.args, part.keywords)
print(functools.reduce(operator.concat, [[1], [2]], []), operator.methodcaller("upper")("x"), operator.itemgetter(1, "k")({1: 2, "k": 3}))
def sig(a, b: int = 1, /, c=2, *args: str, d, e: "E" = None, **kw) -> list[int]: """Doc."""
print(inspect.signature(sig), [str(p.kind) for p in inspect.signature(sig).parameters.values()], sig.__kwdefaults__, inspect.signature(sig).bind(1, d=4).arguments)
for call in ("sig()", "sig(1)", "sig(1, b=2, d=3)", "sig(1, 2, 3, c=4, d=5)", "sig(*[1], **{'d': 1, 'd ': 2})", "sig(1, d=1, **{'d': 2})", "sig(1, *None, d=1)", "sig(1, **[1], d=1)", "sig(d=1, a=1)", "sig(1, d=2, **{3: 4})"):
    try: print(call, eval(call))
    except Exception as e: print(call, type(e).__name__, e)
with contextlib.ExitStack() as st:
    for i in range(3): st.callback(print, "exit", i)
    st.push(lambda *a: print("exc", a[0] and a[0].__name__) or True)
    st.enter_context(contextlib.redirect_stdout(io.StringIO()))
    raise LookupError
print("{0.n!r:>{w}} {1[k][0]:{f}} {2:%Y}".format(types.SimpleNamespace(n="x"), {"k": [3.14159]}, __import__("datetime").date(2020, 1, 1), w=6, f=".2f"))
class Fmt(string.Formatter):
    def get_value(self, k, a, kw): return kw.get(k, f"<{k}>") if isinstance(k, str) else a[k]
print(Fmt().format("{0} {name} {other:>8}", 1, name="n"))
