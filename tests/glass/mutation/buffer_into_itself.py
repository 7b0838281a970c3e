# expect: ok: survived
import io
b = bytearray(b"abc" * 100)
m = memoryview(b)
m[10:60] = m[0:50]
m[::-1][:10] = m[:10]
f = io.BytesIO(b)
g = f.getbuffer()
try:
    f.write(b"x" * 10_000)
except BufferError:
    pass
g.release()
f.readinto(f.getbuffer()) if False else None
print("survived")
