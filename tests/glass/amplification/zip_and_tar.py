# expect: ok: ok | time | memory
import io, struct
try: import zipfile, tarfile
except ImportError: zipfile = None
if zipfile:
    b = io.BytesIO()
    with zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED) as z:
        with z.open('a', 'w') as f:
            for i in range(400): f.write(bytes(1 << 20))
    for f in (lambda: zipfile.ZipFile(io.BytesIO(b.getvalue())).read('a'), lambda: zipfile.ZipFile(io.BytesIO(b.getvalue())).open('a').read()):
        try: f()
        except MemoryError: pass
    data = bytearray(b.getvalue())
    for off in range(0, min(len(data), 200)):
        d = bytearray(data); d[-off - 1] ^= 0xff
        try: zipfile.ZipFile(io.BytesIO(d)).namelist()
        except Exception: pass
    try: tarfile.open(fileobj=io.BytesIO(b'a' * 124 + b'77777777777\0' + b'0' * 1000)).getmembers()
    except Exception: pass
print('ok')
