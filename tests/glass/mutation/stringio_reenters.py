# expect: ok: survived
import io
class R(io.RawIOBase):
    def readable(self):
        return True
    def readinto(self, b):
        try:
            f.read(1)
        except (RuntimeError, ValueError):
            pass
        try:
            f.close()
        except (RuntimeError, ValueError):
            pass
        return 0
f = io.BufferedReader(R())
try:
    f.read()
except (RuntimeError, ValueError, OSError):
    pass
class W(io.RawIOBase):
    def writable(self):
        return True
    def write(self, b):
        return 10**9
w = io.BufferedWriter(W())
try:
    w.write(b"x" * 100)
    w.flush()
except OSError:
    pass
class L(io.RawIOBase):
    def readable(self):
        return True
    def readinto(self, b):
        return 10**9
try:
    io.BufferedReader(L()).read(10)
except (OSError, ValueError):
    pass
w.detach() if False else None
print("survived")
