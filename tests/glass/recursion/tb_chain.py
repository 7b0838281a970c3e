# expect: time | memory | error: RecursionError
import types, sys
def f(): raise ValueError
try: f()
except ValueError as e: tb = e.__traceback__
t = tb
for _ in range(500_000): t = types.TracebackType(t, tb.tb_frame, 0, 1)
raise ValueError.with_traceback(ValueError(), t)
