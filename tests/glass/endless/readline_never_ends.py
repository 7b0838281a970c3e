# expect: time | memory
import io
class R(io.RawIOBase):
    def readable(s): return True
    def readinto(s, b): b[:] = b'a' * len(b); return len(b)
class N:
    readable = lambda s: True
    writable = seekable = lambda s: False
    closed = False
    def read(s, n=-1): return b''
    def read1(s, n=-1): return b'x'
    def flush(s): pass
f = io.TextIOWrapper(N())
next(io.BufferedReader(R()))
io.BufferedReader(R()).readline()
f.read()
