# expect: ok: ok
import sys
m = sys.monitoring
E = m.events
log = 0; busy = False
def cb(*a):
    global log; log += 1
    try:
        if log % 5 == 0: m.set_events(1, 0)
        if log % 7 == 0: m.register_callback(1, E.LINE, None)
        if log % 11 == 0: m.free_tool_id(1)
    except Exception: pass
    if log % 13 == 0 and busy: raise KeyError
    if log % 3 == 0: return m.DISABLE
    if log > 2000: return [a]
    try: a[0].replace(co_name='z')
    except Exception: pass
    return work.__code__ if log % 2 else None
def gen():
    try:
        x = yield 1
        yield x
    finally: pass
def work(n=2):
    for i in range(n):
        try: [j for j in range(2)]; list(gen()); 1 / i
        except ZeroDivisionError: continue
        finally: work.__code__ = work.__code__.replace(co_name='w%d' % i)
    if n: work(n - 1)
for r in range(200):
    for t in (0, 1, 2, 3, 4, 5, 6, 7, -1, 99):
        try: m.use_tool_id(t, 'x' * 10)
        except Exception: pass
        for e in (0, 1, 2, 1 << 3, 1 << 30, -1, 0xffff, E.LINE, E.INSTRUCTION, E.JUMP, E.PY_UNWIND, E.RAISE, E.CALL | E.C_RETURN | E.C_RAISE, E.BRANCH_LEFT, E.RERAISE, E.STOP_ITERATION):
            try: m.register_callback(t, e, cb)
            except Exception: pass
            try: m.set_events(t, e)
            except Exception: pass
            try: m.set_local_events(t, work.__code__, e)
            except Exception: pass
            try: m.restart_events()
            except Exception: pass
    busy = True
    try: work()
    except Exception: pass
    busy = False
    for t in range(6):
        try: m.set_events(t, 0)
        except Exception: pass
        try: m.clear_tool_id(t); m.free_tool_id(t)
        except Exception: pass
print('ok')
