# wide language checks printing; compare with CPython
def show(*a): print(*a)
# closures & scopes
def counter():
    n = 0
    def inc(k=1):
        nonlocal n
        n += k
        return n
    return inc
c = counter(); c(); show(c(5))
# class scopes
x = 'global'
class K:
    x = 'class'
    y = [x for _ in range(2)]
    def m(self): return x
show(K.y, K().m())
# comprehension scoping
show([ (i, j) for i in range(3) for j in range(i) ], {i: i*i for i in range(3)}, {i % 2 for i in range(5)})
# star exprs
def f(*args, **kw): return args, kw
show(f(*range(3), *[4], a=1, **{'b': 2}))
a, (b, *c), d = 1, (2, 3, 4), 5
show(a, b, c, d)
# errors
def err(fn):
    try: fn()
    except Exception as e: show(type(e).__name__, e)
err(lambda: 1 + 'a')
err(lambda: [][1])
err(lambda: {}['k'])
err(lambda: None.foo)
err(lambda: undefined_name)
err(lambda: int('zz'))
err(lambda: f(1)(2))
err(lambda: len(5))
err(lambda: (1, 2) < (1, 'a'))
def g(a, b=2, *, c): pass
err(lambda: g())
err(lambda: g(1))
err(lambda: g(1, 2, 3, c=1))
err(lambda: g(1, c=1, d=2))
err(lambda: g(1, c=1, a=2))
err(lambda: object().x)
err(lambda: setattr(object(), 'x', 1))
err(lambda: iter(3))
err(lambda: next(iter([])))
err(lambda: "abc".foo)
err(lambda: [1].append())
err(lambda: dict(1))
err(lambda: type('X', (int, str), {}))
err(lambda: "%d" % 'x')
err(lambda: "{}".format())
err(lambda: 1 << -1)
err(lambda: range(1, 2, 0))
err(lambda: chr(-1))
err(lambda: bytes([300]))
err(lambda: isinstance(1, 2))
err(lambda: abs('x'))
err(lambda: sum(['a']))
err(lambda: max([]))
err(lambda: round('x'))
# generators
def gen():
    try:
        while True:
            try:
                v = yield
                show('got', v)
            except ValueError as e:
                show('caught', e)
    finally:
        show('fin')
g1 = gen(); next(g1); g1.send(1); g1.throw(ValueError('v')); g1.close()
# exceptions chain
try:
    try:
        raise KeyError('k')
    except KeyError as e:
        raise ValueError('v') from e
except ValueError as e:
    show(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try:
        1/0
    except ZeroDivisionError:
        foo
except NameError as e:
    show(repr(e.__context__))
def fin():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return i
        finally:
            show('f', i)
show(fin())
# with
class CM:
    def __init__(s, n): s.n = n
    def __enter__(s): show('enter', s.n); return s.n
    def __exit__(s, *a): show('exit', s.n, a[0] and a[0].__name__); return s.n == 2
with CM(1) as p, CM(2) as q:
    show(p, q)
    raise RuntimeError
# data model
class D:
    def __getattr__(s, n): return n.upper()
    def __setattr__(s, n, v): object.__setattr__(s, n, v * 2)
    def __call__(s, *a): return a
    def __contains__(s, v): return v == 1
    def __len__(s): return 3
    def __bool__(s): return False
    def __iter__(s): return iter('abc')
    def __eq__(s, o): return True
    def __format__(s, sp): return f'<{sp}>'
    def __index__(s): return 2
d = D(); d.z = 4
show(d.z, d.foo, d(1, 2), 1 in d, 2 in d, len(d), bool(d), list(d), d == 5, f'{d:abc}', [1, 2, 3][d], d != 3)
class Desc:
    def __set_name__(s, o, n): s.n = n
    def __get__(s, i, o): return (s.n, i is None)
    def __set__(s, i, v): show('set', s.n, v)
class H: at = Desc()
show(H.at, H().at); H().at = 3
class Base:
    subs = []
    def __init_subclass__(cls, tag=None, **k): Base.subs.append((cls.__name__, tag))
class Sub(Base, tag='t'): pass
show(Base.subs)
class A0:
    def m(s): return ['A']
class B0(A0):
    def m(s): return ['B'] + super().m()
class C0(A0):
    def m(s): return ['C'] + super().m()
class D0(B0, C0):
    def m(s): return ['D'] + super().m()
show(D0().m(), [k.__name__ for k in D0.__mro__])
import sys
show(sys.version_info[:2] >= (3, 13))
# formatting
show(f'{1234567.891:,.2f}|{255:#x}|{255:08b}|{"a":>5}|{"b":*^7}|{1e100}|{0.1+0.2}|{-5:+d}|{3!r:>4}')
show('%5.2f|%-5s|%05d|%x|%r|%%' % (3.14159, 'ab', 42, 255, 'q'))
show('{0} {1[0]} {2.real} {k}'.format(1, [2], 3, k='v'))
show(repr('a\'b"\n\t\x00é\ud800'), ascii('é'), 'tab\tx'.expandtabs(4))
show(1e16, 1e15, 123456789012345678, 1.0, -0.0, float('inf'), float('nan'), 1e-5, 0.0001)
show(10**30, -10**30 // 7, (-10**30) % 7, 2**64 - 1, 0xff, 0b11, 1_000)
show(3 + 4j, (1+2j) * (3-1j), abs(3+4j))
show(divmod(-7, 3), round(2.5), round(3.5), round(2.675, 2), round(1234, -2))
show([1, 2] * 2, (1,) + (2,), 'ab' * 3, [1, 2] == [1, 2], (1, 2) < (1, 3))
show(sorted({'b': 1, 'a': 2}.items()), list(zip('ab', 'cd')), list(enumerate('ab', 1)), list(reversed([1, 2])))
show({1: 'a'} | {2: 'b'}, {1, 2} & {2, 3}, {1, 2} ^ {2, 3}, frozenset([1]))
show(bytes(3), b'a\x00\xff', bytearray(b'xy'), b'abc'[1:], b'a' + b'b', list(b'ab'))
show('Hello World'.swapcase(), 'a,b,c'.split(','), ' x '.strip(), 'abc'.find('c'), 'x'.join(['1', '2']), 'abcabc'.replace('b', 'X', 1))
show(type(lambda: 0), type(show), int, type(None), ..., NotImplemented)
show(any([0, 1]), all([]), list(map(str, [1, 2])), list(filter(None, [0, 1, 2])))
match {'type': 'pt', 'x': 1, 'y': [1, 2, 3]}:
    case {'type': 'pt', 'x': int(v), 'y': [first, *_]} if v > 0: show('m', v, first)
match 5:
    case 1 | 2: show('no')
    case int() as n: show('int', n)
for s in ['a', 'zz']:
    match s:
        case 'a': show('A')
        case str(w): show(w)
# walrus, ternary, chained
show([y := 5, y ** 2], 1 < 2 < 3, 1 < 3 < 2, 'yes' if [] else 'no')
# global / del
def dd():
    global newg
    newg = 1
dd(); show(newg)
del newg
err(lambda: newg)
def ub():
    if 0: q = 1
    return q
err(ub)
# lambda defaults / late binding
show([f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])
# async
async def agen():
    for i in range(3): yield i
async def coro(): return [x async for x in agen()]
def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
show(run(coro()))
class Awt:
    def __await__(s): yield 'y'; return 7
async def w(): return await Awt()
cc = w(); show(cc.send(None)); 
try: cc.send(None)
except StopIteration as e: show(e.value)
# type params
def tp[T: int = bool](x: T) -> T: return x
show(tp.__type_params__, tp.__type_params__[0].__bound__, tp(3))
class G[T]:
    pass
show(G[int], G.__type_params__)
type Al[T] = list[T]
show(Al, Al.__value__, Al[int])
show(list[int], dict[str, int], int | None)
try:
    raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2)])])
except* TypeError as eg: show('te', eg.exceptions)
except* ValueError as eg: show('ve', eg.exceptions)
