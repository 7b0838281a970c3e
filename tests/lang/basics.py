# basic semantics
a, *b, c = 1, 2, 3, 4
assert (a, b, c) == (1, [2, 3], 4)
d = {'x': 1, **{'y': 2}}
assert d == {'x': 1, 'y': 2}
def f(a, /, b, *args, k=3, **kw): return (a, b, args, k, kw)
assert f(1, 2, 3, k=4, z=5) == (1, 2, (3,), 4, {'z': 5})
assert f(*[1, 2], **{'q': 1}) == (1, 2, (), 3, {'q': 1})
class A:
    y = 5
    def __init__(self, v): self.v = v
    def __add__(self, o): return A(self.v + o.v)
    def __repr__(self): return f"A({self.v!r})"
    @property
    def p(self): return self.v * 2
    @classmethod
    def c(cls): return cls
    @staticmethod
    def s(): return 1
class B(A):
    def __init__(self, v):
        super().__init__(v)
        self.w = 1
x = A(1) + A(2)
assert repr(x) == "A(3)", repr(x)
assert x.p == 6 and A.c() is A and A.s() == 1
bb = B(7)
assert bb.v == 7 and bb.w == 1 and isinstance(bb, A)
try:
    1/0
except ZeroDivisionError as e:
    assert str(e) == "division by zero", str(e)
else:
    assert 0
try:
    try:
        raise KeyError('a')
    finally:
        z = 1
except KeyError as e:
    assert e.args == ('a',)
    assert e.__traceback__ is not None
def gen():
    try:
        x = yield 1
        assert x == 'hi'
        yield 2
    finally:
        global done
        done = True
g = gen()
assert next(g) == 1 and g.send('hi') == 2
g.close()
assert done
def outer():
    def inner():
        nonlocal n
        n += 1
        return n
    n = 0
    inner(); inner()
    return n
assert outer() == 2
assert [i*i for i in range(5) if i % 2] == [1, 9]
assert {k: v for k, v in zip('ab', [1, 2])} == {'a': 1, 'b': 2}
assert sorted([3, 1, 2], reverse=True) == [3, 2, 1]
assert sum(x for x in range(10)) == 45
assert max(1, 5, 2) == 5 and min([4, 2]) == 2
assert "%s-%d" % ("a", 3) == "a-3"
assert f"{3.14159:.2f} {42:>5} {'x':^3}" == "3.14    42  x "
match (1, 2, {'a': 3}):
    case (1, y, {'a': z}):
        assert y == 2 and z == 3
    case _:
        assert 0
class P:
    __match_args__ = ('x', 'y')
    def __init__(s, x, y): s.x, s.y = x, y
match P(1, 2):
    case P(1, y=q): assert q == 2
with_log = []
class CM:
    def __enter__(self): with_log.append('in'); return self
    def __exit__(self, *a): with_log.append(a[0]); return True
with CM() as cm:
    raise ValueError
assert with_log == ['in', ValueError]
def yf():
    r = yield from inner_gen()
    yield r
def inner_gen():
    yield 1
    return 2
assert list(yf()) == [1, 2]
lst = [1, 2, 3]
lst[1:2] = [9, 9]
assert lst == [1, 9, 9, 3]
del lst[0]
assert lst == [9, 9, 3]
s = {1, 2} | {3}
assert s == {1, 2, 3}
assert 2**100 == 1267650600228229401496703205376
assert -7 // 2 == -4 and -7 % 3 == 2
assert "héllo"[1] == "é" and len("héllo") == 5
assert b"abc"[0] == 97 if False else True
class Meta(type):
    def __new__(m, n, b, ns, **kw):
        c = super().__new__(m, n, b, ns)
        c.kw = kw
        return c
class M(metaclass=Meta, foo=1): pass
assert M.kw == {'foo': 1}
class S:
    __slots__ = ('a', 'b')
ss = S(); ss.a = 1
assert ss.a == 1
try: ss.c = 1
except AttributeError as e: pass
else: assert 0
try: ss.b
except AttributeError: pass
else: assert 0
async def co(): return 5
async def main(): return await co()
cc = main()
try: cc.send(None)
except StopIteration as e: assert e.value == 5
try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])
except* ValueError as e:
    assert len(e.exceptions) == 1
except* TypeError as e:
    pass
import sys
def rec(): return rec()
try: rec()
except RecursionError as e: assert "maximum recursion depth" in str(e)
lam = lambda x, y=2: x + y
assert lam(1) == 3
assert (lambda *a, **k: (a, k))(1, b=2) == ((1,), {'b': 2})
def deco(f):
    def w(*a): return f(*a) + 1
    return w
@deco
def dd(x): return x
assert dd(1) == 2
i = 0
while True:
    i += 1
    if i == 3: continue
    if i > 5: break
else: assert 0
for i in range(3): pass
else: i = 'done'
assert i == 'done'
assert [x for x in map(lambda v: v+1, [1,2])] == [2,3]
print_ok = hasattr(__builtins__, 'print')
class It:
    def __init__(s): s.n = 0
    def __iter__(s): return s
    def __next__(s):
        s.n += 1
        if s.n > 3: raise StopIteration
        return s.n
assert list(It()) == [1, 2, 3]
assert eval("1+1") == 2
ns = {}
exec("def q(): return 7", ns)
assert ns['q']() == 7
assert type(1).__name__ == 'int' and int.__add__(1, 2) == 3
def ann(x: int, y: "str") -> float: ...
assert ann.__annotations__ == {'x': int, 'y': 'str', 'return': float}, ann.__annotations__
type X[T] = list[T]
def gg[T](x: T) -> T: return x
print("ok")
