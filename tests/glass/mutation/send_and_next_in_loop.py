# expect: ok: ok | time
# Generators that resume, close, throw into and delegate to themselves and each other.
import sys, types
out = []
def g():
    try: next(me)
    except ValueError as e: out.append(str(e))
    try: me.send(1)
    except ValueError as e: out.append(str(e))
    try: me.throw(KeyError)
    except ValueError as e: out.append(str(e))
    try: me.close()
    except ValueError as e: out.append(str(e))
    x = yield 1
    yield x
me = g()
assert next(me) == 1 and me.send(5) == 5
def d():
    yield from me2
def e():
    yield 1
    yield from me3
me2 = e(); me3 = d()
try: [next(me3) for i in range(5)]
except ValueError as x: out.append(str(x))
class It:
    def __iter__(s): return s
    def __next__(s): me4.gi_frame.clear() if me4.gi_frame else 0; return 1
def h():
    x = [1, 2, 3]
    yield from It()
    return x
me4 = h()
try: next(me4)
except RuntimeError as x: out.append('runtime')
def code_changes():
    yield 1
    c = code_changes.__code__
    code_changes.__code__ = h.__code__
    yield 2
    code_changes.__code__ = c
assert list(code_changes()) == [1, 2]
def frames():
    f = sys._getframe()
    yield f
    yield f.f_back
a = frames()
f = next(a); next(a); a.close(); f.clear(); f.f_locals; f.f_lineno; f.f_back
def many(n):
    if n: yield from many(n - 1)
    yield n
assert len(list(many(300))) == 301
def throws():
    while True:
        try: yield 1
        except GeneratorExit: raise
        except BaseException as x: out.append(type(x).__name__)
t = throws(); next(t)
for x in (KeyError, ValueError(1), type('X', (BaseException,), {})):
    t.throw(x)
for bad in (5, int, 'a', None):
    try: t.throw(bad)
    except TypeError: pass
def returns():
    return (yield)
r = returns(); next(r)
try: r.send(StopIteration(3))
except StopIteration as x: assert isinstance(x.value, StopIteration)
def raises():
    yield 1
    raise StopIteration
try: list(raises())
except RuntimeError: out.append('stop')
async def co(): return 5
c = co()
try: c.send(1)
except TypeError: pass
try: c.send(None)
except StopIteration as x: assert x.value == 5
for again in (lambda: c.send(None), lambda: c.throw(KeyError), lambda: c.close()):
    try: again()
    except RuntimeError: pass
@types.coroutine
def tc(): yield tcc
async def waits(): await tcc
tcc = waits()
try: tcc.send(None)
except (RuntimeError, TypeError, ValueError): pass
print('ok')
