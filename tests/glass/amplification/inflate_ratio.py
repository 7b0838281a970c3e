# expect: ok: ok | time | memory
import zlib
def have(n):
    try: return __import__(n)
    except ImportError: return zlib
bz2, lzma = have('bz2'), have('lzma')
def bomb(c):
    d = c.compress(bytes(1 << 20)); return d
for name, c, d in (('zlib', zlib, zlib.decompress), ('bz2', bz2, bz2.decompress), ('lzma', lzma, lzma.decompress)):
    s = bomb(c)
    for i in range(3):
        try: s = c.compress(s * 50)
        except MemoryError: break
x = zlib.compressobj(9); parts = [x.compress(bytes(1 << 20)) for i in range(1000)]; s = b''.join(parts) + x.flush()
for f in (lambda: zlib.decompress(s), lambda: zlib.decompressobj().decompress(s), lambda: zlib.decompress(s, bufsize=1 << 62), lambda: zlib.decompress(s, 15, 1 << 30)):
    try: f()
    except (MemoryError, OverflowError, zlib.error): pass
print('ok')
