# expect: exit: 0
import io
class R(io.RawIOBase):
    def readable(s): return True
    def writable(s): return True
    def seekable(s): return True
    def readinto(s, b): return 10**9
    def write(s, b): return 10**12
    def seek(s, o, w=0): return -5
    def tell(s): return 2**70
for cls in (io.BufferedReader, io.BufferedWriter, io.BufferedRandom):
    try:
        f = cls(R())
        for g in ('read','readline','peek','tell','flush','read1','detach'):
            try: getattr(f, g)()
            except (OSError, ValueError, io.UnsupportedOperation, OverflowError, AttributeError) as e: print(cls.__name__, g, e)
    except (OSError, ValueError, OverflowError) as e: print(cls.__name__, e)
