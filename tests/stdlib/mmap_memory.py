# mmap: anonymous memory and files, and what goes wrong.
import mmap
import os
import tempfile


def attempt(f, *args, **kwargs):
    try:
        print(f.__name__, repr(f(*args, **kwargs)))
    except (ValueError, TypeError, IndexError, OverflowError, BufferError, OSError) as e:
        print(f.__name__, type(e).__name__, e)


m = mmap.mmap(-1, 10)
attempt(m.write, b"hello")
attempt(m.write, b"too long for it")
attempt(m.seek, -3, 2)
attempt(m.seek, 99)
attempt(m.read)
attempt(m.read_byte)
attempt(m.find, b"l", 0)
attempt(m.rfind, b"l")
attempt(m.rfind, b"l", 0)
attempt(m.move, 5, 0, 5)
attempt(m.move, 5, 0, 6)
print(m[:], m[0], m[-1], m[::-2])
m[0] = 72
m[1:3] = b"EL"
attempt(m.__setitem__, 0, 300)
attempt(m.__setitem__, slice(0, 2), b"x")
attempt(m.__setitem__, 10, 1)
attempt(m.__delitem__, 0)
view = memoryview(m)
attempt(m.close)
attempt(m.resize, 20)
view.release()
attempt(m.flush)
attempt(m.flush, 0, 11)
print(m)
with m:
    pass
print(m, m.closed)
attempt(m.tell)
attempt(len, m)
attempt(mmap.mmap, -1, -1)
attempt(mmap.mmap, -1, 8, access=9)
attempt(mmap.mmap, -1, 8, offset=-1)

with tempfile.TemporaryFile() as f:
    f.write(b"first\nsecond\n" + bytes(5000))
    f.flush()
    with mmap.mmap(f.fileno(), 0) as m:
        print(m.readline(), m.readline(), m.tell(), len(m), m.size())
        m[0:5] = b"FIRST"
        m.flush()
        attempt(m.flush, 1, 5)
        m.resize(4)
        print(m[:], m)
    f.seek(0)
    print(f.read())
    with mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as m:
        attempt(m.write, b"x")
        attempt(m.write_byte, 1)
        attempt(m.resize, 9)
        attempt(m.__setitem__, 0, 1)
        print(m)
    with mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_COPY) as m:
        m[0] = 0
        print(m[:])
    attempt(mmap.mmap, f.fileno(), 9)
    f.seek(0)
    print(f.read(), os.fstat(f.fileno()).st_size)
