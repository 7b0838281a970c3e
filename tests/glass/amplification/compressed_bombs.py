# expect: ok: ok | time | memory
import zlib, _bz2, _lzma, io
def attempt(f):
    try: f()
    except (MemoryError, EOFError, OSError, ValueError, zlib.error, _lzma.LZMAError, TypeError): pass
def packed(c, data): return c.compress(data) + c.flush()
small = zlib.compress(bytes(1 << 20), 9)
nested = small
for i in range(3): nested = zlib.compress(nested * 1000, 9)
z = packed(_bz2.BZ2Compressor(), bytes(1 << 20))
x = packed(_lzma.LZMACompressor(), bytes(1 << 20))
def members(make, data):
    out = b''
    while data:
        d = make()
        out += d.decompress(data)
        data = d.unused_data
attempt(lambda: members(lambda: zlib.decompressobj(31), packed(zlib.compressobj(9, 8, 31), bytes(1 << 20)) * 1000))
attempt(lambda: members(_bz2.BZ2Decompressor, z * 300))
attempt(lambda: members(_lzma.LZMADecompressor, x * 300))
attempt(lambda: _lzma.LZMADecompressor(memlimit=1).decompress(x))
attempt(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_ALONE).decompress(b'\x5d\xff\xff\xff\xff' + b'\xff' * 8 + b'\0' * 100))
attempt(lambda: packed(_lzma.LZMACompressor(preset=9 | _lzma.PRESET_EXTREME), b'a'))
attempt(lambda: packed(_lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=[{'id': _lzma.FILTER_LZMA2, 'dict_size': 1 << 30}]), b'a'))
attempt(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_RAW, filters=[{'id': _lzma.FILTER_LZMA1, 'dict_size': 4096, 'lc': 99}] * 5))
for n in (-1, 0, 1 << 40, 1 << 62, 1 << 70):
    attempt(lambda: zlib.decompress(nested, bufsize=n))
    attempt(lambda: zlib.decompressobj().decompress(small, n))
    attempt(lambda: _bz2.BZ2Decompressor().decompress(z, n))
    attempt(lambda: _lzma.LZMADecompressor().decompress(x, n))
    attempt(lambda: zlib.decompressobj().flush(n))
def chain(n, data):
    while n: data, n = zlib.decompress(data), n - 1
attempt(lambda: chain(4, nested))
print('ok')
