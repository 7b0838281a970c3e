# expect: ok: ok | memory | time
import pickle
class F:
    def read(s, n): return b'\x80\x04' + b'N' * n
    def readline(s): return b'a'
    def readinto(s, b): return 10**9
    def peek(s, n): return b'x' * 10
class F3:
    def read(s, n): return 5
    def readline(s): return 5
class F4:
    def read(s, n): return b'\x96' + b'\xff' * 4 + b'\0' * 4 if n < 8 else b'\xff' * (n // 2)
    def readline(s): return b''
    def readinto(s, b): b[:] = b'x' * len(b); return len(b)
class W:
    def write(s, b): p.dump([1])
for f in (F, F3, F4):
    try: pickle.load(f())
    except (pickle.UnpicklingError, TypeError, ValueError, MemoryError, OSError): pass
p = pickle.Pickler(W())
try: p.dump([b'a' * 100000] * 5)
except (RecursionError, RuntimeError): pass
print('ok')
