# expect: memory | time | error: ReadError
# library
import tarfile, io, zlib
data = io.BytesIO()
c = zlib.compressobj(9, 8, 31)
h = tarfile.TarInfo('a'); h.size = 1 << 33
data.write(c.compress(h.tobuf()))
for i in range(100): data.write(c.compress(bytes(1 << 20)))
data.write(c.flush())
tarfile.open(fileobj=io.BytesIO(data.getvalue())).extractfile('a').read()
t = tarfile.open(fileobj=io.BytesIO(data.getvalue()))
while True: t.extractfile('a').read()
