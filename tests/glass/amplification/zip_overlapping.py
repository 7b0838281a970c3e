# expect: memory | time | ok: ok
# library
# Two thousand names of one member of 50 MB.
import zipfile, io, struct, zlib
data = zlib.compressobj(9, 8, -15); z = data.compress(bytes(50_000_000)) + data.flush()
b = io.BytesIO(); local = b'PK\3\4' + struct.pack('<HHHHHIIIHH', 20, 0, 8, 0, 33, 0, len(z), 50_000_000, 1, 0) + b'a' + z
b.write(local); n = 2000
for i in range(n): b.write(b'PK\1\2' + struct.pack('<HHHHHHIIIHHHHHII', 20, 20, 0, 8, 0, 33, 0, len(z), 50_000_000, 1, 0, 0, 0, 0, 0, 0) + b'a')
size = b.tell() - len(local)
b.write(b'PK\5\6' + struct.pack('<HHHHIIH', 0, 0, n, n, size, len(local), 0))
zf = zipfile.ZipFile(b)
for i in zf.infolist():
    try: zf.open(i).read()
    except zipfile.BadZipFile: pass
print('ok')
