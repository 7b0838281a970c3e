# next() and send() on generators, from functions, generators and with errors inside.
import sys, traceback

def count(n):
    for i in range(n):
        got = yield i
        if got is not None:
            print("got", got)
    return "done"

g = count(3)
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.__context__, e.__traceback__.tb_next)
try:
    next(g)
except StopIteration as e:
    print("stop again", e.value)
print(next(g, "default"), next(count(0), None))
g = count(2)
print(g.send(None), g.send("a"))
try:
    g.send("b")
except StopIteration as e:
    print("stop", e.value)
g = count(2)
try:
    g.send(1)
except TypeError as e:
    print(e)

def bad(n):
    yield 1
    if n == 0: raise ValueError("inside")
    if n == 1: raise StopIteration
    if n == 2: next(iter(()))
    if n == 3: return
    if n == 4: raise KeyError
for n in range(5):
    g = bad(n)
    for form in (lambda: next(g), lambda: next(g), lambda: next(g, "d"), lambda: g.send(None)):
        try:
            print(n, form())
        except BaseException as e:
            print(n, type(e).__name__, e, [f.name for f in traceback.extract_tb(e.__traceback__)], type(e.__cause__).__name__)

def outer(inner):
    first = next(inner)
    yield first
    second = next(inner, "none")
    yield second
    third = yield from delegate(inner)
    yield third
def delegate(g):
    try:
        yield next(g)
    except StopIteration as e:
        yield "caught " + str(e.value)
    return next(g, "over")
print(list(outer(count(1))), list(outer(count(2))), list(outer(count(5))))

def chain(n):
    if n:
        x = yield from chain(n - 1)
        return x + 1
    yield "bottom"
    return 0
g = chain(20)
print(next(g))
try: next(g)
except StopIteration as e: print(e.value)

def reenter():
    yield next(me)
me = reenter()
try: print(next(me))
except ValueError as e: print(e)

def handled():
    try:
        raise OSError("first")
    except OSError:
        yield next(count(1)), sys.exception()
        yield next(who())
    yield sys.exception()
def who():
    yield sys.exception()
print([x if not isinstance(x, tuple) else (x[0], repr(x[1])) for x in handled()])
try:
    raise LookupError("outer")
except LookupError:
    g = who()
    print(repr(next(g)), repr(next(g, sys.exception())))

def frames():
    f = sys._getframe()
    yield f.f_back.f_code.co_name, f.f_code.co_name
    yield f.f_back.f_code.co_name
def asks(g): return next(g)
g = frames()
print(asks(g), next(g))

class It:
    def __iter__(self): return self
    def __next__(self): return next(source)
source = count(3)
print([x for x in It()])
pairs = iter(count(5))
print([(a, next(pairs, None)) for a in pairs])
print(list(map(next, [count(1), count(2)])), next(map(next, [count(2)])))
closing = count(3)
next(closing)
closing.close()
print(next(closing, "closed"))

def deep(n):
    yield 0 if n == 0 else next(deep(n - 1)) + 1
print(next(deep(100)))
try:
    next(deep(100000))
except RecursionError as e:
    print(e)
calls = []
sys.setprofile(lambda f, e, a: calls.append((e, f.f_code.co_name)))
g = count(1); next(g); next(g, 0)
sys.setprofile(None)
print([c for c in calls if c[1] == "count"])
