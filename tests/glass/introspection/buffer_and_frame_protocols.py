# expect: ok: ok | time | memory
import sys, inspect, types
def attempt(f):
    try: return f()
    except (Exception, SystemExit): return None
def g():
    x = 1
    yield sys._getframe()
    x = 2
    yield x
it = g(); fr = next(it)
p = fr.f_locals
for f in (lambda: p.__setitem__('x', p), lambda: p.__setitem__(p, 1), lambda: p.__delitem__('x'), lambda: p.update({str(i): i for i in range(10000)}), lambda: p | p, lambda: p == p, lambda: repr(p), lambda: hash(p), lambda: dict(p), lambda: p.clear(), lambda: p.popitem(), lambda: type(p)(5), lambda: type(p)(fr), lambda: type(p).__new__(type(p)), lambda: list(reversed(p)), lambda: p.copy(), lambda: fr.clear(), lambda: setattr(fr, 'f_lineno', 10**9), lambda: setattr(fr, 'f_trace', 5), lambda: setattr(fr, 'f_trace_lines', 5), lambda: delattr(fr, 'f_trace'), lambda: fr.f_back, lambda: fr.f_generator, lambda: fr.f_builtins.clear() if 0 else 1, lambda: inspect.getgeneratorlocals(it), lambda: inspect.getframeinfo(fr), lambda: next(it), lambda: it.gi_frame.f_locals, lambda: it.throw(ValueError, None, 5), lambda: it.close(), lambda: fr.f_locals['x'], lambda: fr.f_lasti, lambda: types.TracebackType(None, fr, -1, -1), lambda: types.TracebackType(None, fr, 2**31 - 1, 2**31 - 1), lambda: sys._getframe(10**9), lambda: sys._getframe(-1), lambda: sys._getframemodulename(10**6), lambda: sys._current_frames(), lambda: sys._current_exceptions()):
    attempt(f)
tb = attempt(lambda: types.TracebackType(None, fr, 10**6, 5))
e = ValueError().with_traceback(tb)
import traceback
attempt(lambda: traceback.format_exception(e)); attempt(lambda: traceback.TracebackException.from_exception(e, capture_locals=True)); attempt(lambda: setattr(tb, 'tb_next', tb)); attempt(lambda: setattr(tb, 'tb_lineno', 5)); attempt(lambda: list(traceback.walk_tb(tb))[:5])
print('ok')
