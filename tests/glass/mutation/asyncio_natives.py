# expect: ok: ok | time
# Futures and tasks with loops, contexts, callbacks and exception classes that lie. Module asyncio need not be there.
import sys, types, _contextvars
for name in ('asyncio', 'asyncio.exceptions', 'asyncio.events', 'asyncio.base_futures', 'asyncio.base_tasks', 'asyncio.coroutines', 'asyncio.futures'):
    if name not in sys.modules: sys.modules[name] = types.ModuleType(name)
x = sys.modules['asyncio.exceptions']
for cls in (type('CancelledError', (BaseException,), {}), int, 5, None, type('Odd', (), {'__new__': lambda c, *a: 5})):
    x.CancelledError = cls
    x.InvalidStateError = cls
sys.modules['asyncio.events'].get_event_loop = lambda: 5
sys.modules['asyncio.base_futures']._future_repr = lambda f: 5
sys.modules['asyncio.base_tasks']._task_repr = lambda f: f
sys.modules['asyncio.base_tasks']._task_get_stack = lambda *a: a
sys.modules['asyncio.base_tasks']._task_print_stack = lambda *a: 1/0
sys.modules['asyncio.coroutines'].iscoroutine = lambda c: c is not None
sys.modules['asyncio.futures']._get_loop = lambda f: loop
import _casyncio as A
todo = []
class Loop:
    def get_debug(s): return False
    def call_soon(s, f, *a, context=None): todo.append((f, a)); return f
    def is_running(s): return True
    def call_exception_handler(s, d): d.clear()
loop = Loop()
def turn(n=50):
    while todo and n:
        n -= 1
        f, a = todo.pop(0)
        try: f(*a)
        except BaseException: pass
class Eq:
    def __init__(s, f): s.f = f
    def __eq__(s, o): s.f(); return True
    __hash__ = None
    def __call__(s, *a): s.f()
errors = (AttributeError, TypeError, ValueError, RuntimeError, KeyError, ZeroDivisionError)
def attempt(f):
    try: return f()
    except BaseException as e: return e
F, T = A.Future, A.Task
for make in (lambda: F(loop=loop), lambda: F.__new__(F), lambda: T.__new__(T), lambda: T(co(), loop=loop), lambda: type('S', (F,), {'result': lambda s: 1/0})(loop=loop), lambda: T(co(), loop=loop, eager_start=True, name=5), lambda: F(loop=None)):
    def co_of(f):
        async def c():
            f()
            return await fut
        return c()
    fut = F(loop=loop)
    async def co(): return await fut
    for n in range(40):
        f = attempt(make)
        if not isinstance(f, F): break
        ops = [lambda: f.add_done_callback(Eq(lambda: f.remove_done_callback(5))), lambda: f.remove_done_callback(Eq(lambda: f.add_done_callback(print))), lambda: f.set_result(1), lambda: f.set_exception(KeyError), lambda: f.set_exception(5), lambda: f.set_exception(StopIteration()),
               lambda: f.set_exception(type('E', (Exception,), {'__new__': lambda c: 5})), lambda: f.cancel(), lambda: f.cancel(msg=f), lambda: f.result(), lambda: f.exception(), lambda: f._callbacks, lambda: repr(f), lambda: f.__init__(loop=loop), lambda: f.__init__(co(), loop=loop),
               lambda: f.__await__().send(None), lambda: f.__await__().throw(KeyError), lambda: list(f), lambda: f.get_loop(), lambda: f._make_cancelled_error(), lambda: setattr(f, '_asyncio_future_blocking', Eq(1)), lambda: setattr(f, '_log_traceback', False),
               lambda: setattr(f, '_cancel_message', f), lambda: f.get_coro(), lambda: f.get_context(), lambda: f.get_stack(), lambda: f.print_stack(), lambda: f.uncancel(), lambda: f.cancelling(), lambda: f.set_name(f), lambda: f.get_name(), lambda: A._enter_task(loop, f), lambda: A._leave_task(loop, f),
               lambda: A._swap_current_task(loop, f), lambda: A._swap_current_task([], f), lambda: A.current_task(loop), lambda: A._current_tasks().clear(), lambda: A._list_task(f), lambda: A._unlist_task(f), lambda: A._tasks(), lambda: A._tasks_starting(), lambda: A.future_add_to_awaited_by(f, f),
               lambda: A.future_discard_from_awaited_by(f, fut), lambda: A.future_add_to_awaited_by(fut, f), lambda: f._asyncio_awaited_by, lambda: f.__del__(), lambda: turn(3), lambda: A._set_running_loop(f), lambda: A.get_running_loop(), lambda: F.__init__(f, loop=loop), lambda: setattr(f, '__class__', T), lambda: setattr(f, '__class__', F),
               lambda: f._fut_waiter, lambda: f._source_traceback, lambda: setattr(f, '_log_destroy_pending', 0), lambda: delattr(f, '_asyncio_future_blocking'), lambda: f.__reduce_ex__(4), lambda: f.__class_getitem__(f), lambda: f.__setstate__({})]
        for k in range(60): attempt(ops[(n * 7 + k * (2 * n + 1)) % len(ops)])
        turn()
A._set_running_loop(None)
# a task whose coroutine initialises, steps, cancels and forgets the task
def inner(f):
    async def c():
        attempt(f)
        class Y:
            def __await__(s): attempt(f); yield fut; attempt(f); yield None; attempt(f); yield t; attempt(f); yield 5
        await Y()
    return c()
for f in (lambda: t.__init__(inner(int), loop=loop), lambda: t.cancel(), lambda: A._leave_task(loop, t), lambda: todo[0][0](), lambda: t.get_coro().close(), lambda: t.get_coro().throw(KeyError), lambda: A._swap_current_task(loop, None), lambda: fut.set_result(1), lambda: fut.__init__(loop=loop), lambda: (A._leave_task(loop, t), turn(5)), lambda: t.get_coro().cr_frame.clear(), lambda: F.set_result(t, 1), lambda: F.set_exception(t, KeyError())):
    fut = F(loop=loop)
    t = attempt(lambda: T(inner(f), loop=loop))
    for i in range(20):
        attempt(lambda: turn(3)); attempt(lambda: fut.cancel())
    t = attempt(lambda: T(inner(f), loop=loop, eager_start=True))
    A._current_tasks().clear(); todo.clear()
print('ok')
