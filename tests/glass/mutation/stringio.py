# expect: exit: 0
import io
class I:
    def __index__(s): f.close(); return 10
for g in ('read','readline','seek','truncate','readlines'):
    f = io.StringIO('x'*100)
    try: getattr(f, g)(I())
    except ValueError as e: print(g, e)
class S(str):
    def __str__(s): f.close()
f = io.StringIO(); f.write(S('abc')); print(f.getvalue())
for bad in ((1,), ('a', -1, 0, None), ('a', 'b', 2**70, {}), ('a', '\n', 2**62, None), (1,2,3,4), ('a','xx',0,None), ('a', None, 2**31, 5)):
    try: f.__setstate__(bad); f.read(); f.write('x')
    except (ValueError, TypeError, OverflowError, MemoryError) as e: print(type(e).__name__)
