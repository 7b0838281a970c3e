# A function whose __code__ is replaced while frames and generators run the old one: they go on with it.
import warnings
warnings.simplefilter("ignore")
def g(a=1):
    x = [1,2,3]
    yield 'one'
    yield ('two', x, a)
    yield 'three ' + str(x)
def h(): return 5
def k():
    yield 1
it = g(); print(next(it)); g.__code__ = h.__code__; print(next(it)); print(next(it)); print(it.gi_code.co_name, it.__name__)
def f(n):
    f.__code__ = h.__code__
    y = n + 1000
    return ('f', y, 'const')
print(f(1), f())
def r(n):
    if n == 0:
        r.__code__ = h.__code__
        return 'deep'
    v = r(n-1)
    return (v, 'after', n, 3.5)
print(r(3))
def gen():
    yield 1
    yield 'x' * 3
    yield [y for y in (1, 2)]
it = gen(); next(it); fr = it.gi_frame
gen.__code__ = h.__code__
print(next(it), fr.f_lineno, fr.f_code.co_name, it.gi_code.co_name, fr.f_locals, gen())
gen.__code__ = k.__code__
print(next(it), list(gen()))
try: next(it)
except StopIteration: print('stop')
import sys
def tr(n):
    if n: return tr(n-1)
    tr.__code__ = h.__code__
    1/0
try: tr(3)
except ZeroDivisionError as e:
    import traceback; print([(x.lineno, x.name) for x in traceback.extract_tb(e.__traceback__)])
async def co():
    co.__code__ = (lambda: 1).__code__
    return 'co'
c = co()
try: c.send(None)
except StopIteration as e: print(e.value)
class A:
    def __add__(s, o):
        A.__add__.__code__ = h2.__code__
        z = 10 ** 30
        return ('add', z)
def h2(s, o): return 'h2'
a = A(); print(a + a, a + a)
def self_call(n, *args, **kw):
    self_call.__code__ = h3.__code__
    return self_call(n, *args, **kw), n, args, kw
def h3(a, b=1, *, c=2): return ('h3', a, b, c)
print(self_call(1, 2, c=3))
def cb(x):
    cb.__code__ = cb2.__code__
    return -x
def cb2(x):
    y = [x]; z = {'a': y}; return len(z) + x
print(sorted([3, 1, 2], key=cb))
def b(x, y): return 1
for f in (lambda a, b: 1, b, gen, co, h, len, 5):
    try: print(type(__build_class__(f, "X")).__name__)
    except TypeError as e: print(type(e).__name__, e)
