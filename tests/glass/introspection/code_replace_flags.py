# expect: ok: ok | time
# Every flag of every kind of function, on and off, then called, iterated, awaited and shown.
import sys, types
def f(a=1, *b, c=2, **d): return a, b, c, d
def g(a=1):
    x = yield a
    yield x
async def c(a=1): return await w()
async def ag(a=1):
    yield a
    await w()
def outer():
    x = 1
    def inner(a=x): nonlocal x; x += 1; return lambda: (x, a)
    return inner
class C:
    def m(s): return __class__
    exec('y = 1')
class w:
    def __await__(s): yield 1
def exercise(fn):
    def go():
        r = fn()
        for u in (lambda: next(r), lambda: r.send(None), lambda: r.send(1), lambda: r.throw(KeyError), lambda: r.close(), lambda: list(zip(range(5), r)), lambda: r.__await__().send(None), lambda: r.__anext__().send(None), lambda: r.asend(1).send(None), lambda: r(), lambda: repr(r), lambda: (r.gi_frame or 1).f_locals, lambda: r.cr_await, lambda: r.ag_frame.f_lineno):
            try: u()
            except (Exception, StopIteration, GeneratorExit): pass
    try: go()
    except Exception: pass
codes = [f.__code__, g.__code__, c.__code__, ag.__code__, outer.__code__, outer().__code__, C.m.__code__, (lambda: 0).__code__, compile('x = 1', 'a', 'exec'), compile('1', 'a', 'eval')]
def closure_of(code): return tuple(types.CellType() for n in code.co_freevars) or None
for code in codes:
    for bit in range(32):
        for change in (lambda k: k | 1 << bit, lambda k: k & ~(1 << bit), lambda k: 1 << bit, lambda k: k ^ (3 << bit)):
            try: new = code.replace(co_flags=change(code.co_flags) & 0x7fffffff)
            except (ValueError, TypeError, OverflowError, NotImplementedError): continue
            try: fn = types.FunctionType(new, {'w': w}, 'n', (1,), closure_of(new))
            except (ValueError, TypeError): continue
            exercise(fn)
            try: fn.__code__ = code
            except ValueError: pass
            exercise(fn)
            try: exec(new, {'w': w})
            except BaseException: pass
            try: eval(new, {'w': w}, {})
            except BaseException: pass
for code in codes:
    for field in ('co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_nlocals', 'co_stacksize', 'co_firstlineno'):
        for v in (0, 1, 2, 5, 255, 65535, 10**6, 2**31 - 1, -1):
            try: new = code.replace(**{field: v}); fn = types.FunctionType(new, {'w': w}, None, None, closure_of(new))
            except (ValueError, TypeError, OverflowError, MemoryError, NotImplementedError): continue
            exercise(fn)
    for field in ('co_varnames', 'co_names', 'co_cellvars', 'co_freevars', 'co_consts'):
        for v in ((), ('a',), ('a',) * 3, ('a', 'b', 'c', 'd', 'e', 'f'), (1,), ('x',) * 1000, tuple(reversed(getattr(code, field))), getattr(code, field) * 2, getattr(code, field)[1:]):
            try: new = code.replace(**{field: v}); fn = types.FunctionType(new, {'w': w}, None, None, closure_of(new))
            except (ValueError, TypeError, OverflowError, NotImplementedError): continue
            exercise(fn)
    for field in ('co_code', 'co_linetable', 'co_exceptiontable'):
        for v in (b'', b'\0', b'\xff' * 100, bytes(range(256)), getattr(code, field)[::-1], getattr(code, field)[:-1], getattr(code, field) * 2, bytes(len(getattr(code, field)))):
            try: new = code.replace(**{field: v}); fn = types.FunctionType(new, {'w': w}, None, None, closure_of(new))
            except (ValueError, TypeError, OverflowError, NotImplementedError): continue
            exercise(fn)
            try: list(new.co_lines()), list(new.co_positions())
            except (ValueError, StopIteration, IndexError): pass
print('ok')
