# expect: error: ValueError | memory
import types
try: 1/0
except ZeroDivisionError as e: tb = e.__traceback__
for a in (-2**63, -1, 2**31-1, 0, 999999):
    for b in (-2**31, -1, 0, 2**31-1):
        try:
            t = types.TracebackType(None, tb.tb_frame, max(a,-2**31), b)
            t.tb_lineno
            import traceback
            print(len(traceback.format_tb(t)))
        except (OverflowError, TypeError, ValueError) as e: print(repr(e))
raise ValueError(1).with_traceback(t)
