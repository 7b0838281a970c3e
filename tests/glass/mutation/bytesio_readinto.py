# expect: exit: 0
import io
class B:
    def __buffer__(s, f): fo.truncate(0); fo.close(); return memoryview(bytearray(50))
fo = io.BytesIO(b'x'*100)
try: fo.readinto(B())
except (ValueError, TypeError) as e: print(e)
class I:
    def __index__(s): fo.close(); return 10
fo = io.BytesIO(b'x'*100)
for g in ('read','readline','seek','truncate','readlines','read1'):
    fo = io.BytesIO(b'x'*100)
    try: getattr(fo, g)(I())
    except ValueError as e: print(g, e)
fo = io.BytesIO()
class L:
    def __iter__(s): fo.close(); yield b'x'
try: fo.writelines(L())
except ValueError as e: print(e)
