# expect: ok: ok | time
# library
import tarfile, io
def hdr(size, typ):
    h = bytearray(512); h[0:1] = b'a'; h[100:108] = b'0000644\0'; h[124:136] = size; h[136:148] = b'00000000000\0'; h[156:157] = typ; h[257:265] = b'ustar\x0000'
    h[148:156] = b' ' * 8; h[148:156] = b'%06o\0 ' % sum(h); return bytes(h)
for typ in b'0123456xgLKS':
    for size in (b'77777777777\0', b'\x80' + b'\0' * 3 + b'\x7f' + b'\xff' * 7, b'\x80' + b'\xff' * 11, b'\xff' * 12, b'00000001000\0'):
        b = hdr(size, bytes([typ])) + b'a' * 1024 + hdr(b'00000000000\0', b'0') + bytes(1024)
        for f in (lambda: tarfile.open(fileobj=io.BytesIO(b)).getmembers(), lambda: tarfile.open(fileobj=io.BytesIO(b), mode='r|').getmembers(), lambda: tarfile.open(fileobj=io.BytesIO(b)).extractfile('a').read()):
            try: f()
            except (tarfile.TarError, OSError, ValueError, MemoryError, KeyError, AttributeError, OverflowError, RecursionError): pass
print('ok')
