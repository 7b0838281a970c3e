# expect: time
import sys
m = sys.monitoring
m.use_tool_id(1, 'x')
def cb(*a):
    while True:
        try: work()
        except BaseException: pass
def work():
    while True:
        try: 1 / 0
        except BaseException: pass
for e in ('RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE', 'LINE', 'JUMP', 'CALL', 'INSTRUCTION'):
    try: m.register_callback(1, getattr(m.events, e), cb)
    except Exception: pass
m.set_events(1, m.events.RAISE | m.events.PY_UNWIND | m.events.EXCEPTION_HANDLED)
while True:
    try: work()
    except BaseException: pass
