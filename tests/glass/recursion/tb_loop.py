# expect: ok: traceback loop detected | memory
import types
try: 1/0
except ZeroDivisionError as e: tb = e.__traceback__
a = types.TracebackType(None, tb.tb_frame, 0, 1)
b = types.TracebackType(a, tb.tb_frame, 0, 1)
try: a.tb_next = b
except ValueError as e: print(e)
