# expect: exit: 0
import io
f = io.TextIOWrapper(io.BytesIO(b'\xff\xfea\0b\0'*10), 'utf-16')
for c in (2**64, 2**128-1, 2**200, 2**64+5, 2**100, 1<<192, (1<<128)+3, -1):
    try: f.seek(c); f.read(2); f.tell()
    except (ValueError, OSError, OverflowError, MemoryError, TypeError) as e: print(type(e).__name__)
