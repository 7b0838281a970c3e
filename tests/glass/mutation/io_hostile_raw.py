# expect: ok: ok | time | memory
import io
class R(io.RawIOBase):
    def __init__(s, mode): s.mode = mode; s.n = 0; s.b = None
    def readable(s): return True
    writable = seekable = readable
    def readinto(s, b):
        s.n += 1
        s.b = b
        return [len(b) + 1, -1, 2**70, None, 'x', 0, len(b), 1.5, True, b][s.mode]
    def write(s, b):
        s.b = b
        return [len(b) + 1, -1, 2**70, None, 'x', 0, len(b), 1.5, True, b][s.mode]
    def seek(s, *a): return [-1, 2**70, None, 'x', 0, 5, -5, 1.5, True, s][s.mode]
    tell = seek
    def truncate(s, *a): return s.seek()
    def readline(s, *a): return ['x', b'a' * 10**6, None, 5, b'', b'\n', s, b'\xff', bytearray(3), memoryview(b'a')][s.mode]
    def read(s, *a): return s.readline()
    def close(s):
        if s.mode > 5: raise KeyError
        if s.n < 1000: s.n += 1; s.buf.close() if hasattr(s, 'buf') else 0
    def flush(s): raise [KeyError, BlockingIOError(11, 'x', 10**6), MemoryError, OSError, ValueError][s.mode % 5]
for mode in range(10):
    for make in (io.BufferedReader, io.BufferedWriter, io.BufferedRandom, lambda r: io.BufferedRWPair(r, r), lambda r: io.TextIOWrapper(r), lambda r: io.TextIOWrapper(io.BufferedReader(r), 'utf-16'), lambda r: io.TextIOWrapper(io.BufferedWriter(r), 'utf-8', 'strict', '\r\n', True)):
        try: r = R(mode); f = make(r); r.buf = f
        except Exception: continue
        for g in (lambda: f.read(10), lambda: f.read(), lambda: f.readline(), lambda: f.peek(5), lambda: f.readinto(bytearray(100000)), lambda: f.read1(), lambda: f.write(b'a' * 20000), lambda: f.write('a' * 20000), lambda: f.seek(5), lambda: f.tell(), lambda: f.truncate(), lambda: next(iter(f)), lambda: f.flush(), lambda: f.seek(0, 2), lambda: f.detach(), lambda: f.reconfigure(encoding='latin-1'), lambda: f.close()):
            try: g()
            except Exception: pass
        if r.b is not None:
            try: r.b[0:1] = b'x'; len(r.b)
            except Exception: pass
        try: f.close()
        except Exception: pass
print('ok')
