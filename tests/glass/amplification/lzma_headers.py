# expect: ok: ok | memory
import _lzma, struct, zlib, _bz2
n = 0
def attempt(f):
    global n
    try: f()
    except (MemoryError, _lzma.LZMAError, ValueError, TypeError, OSError, EOFError, zlib.error, OverflowError): n += 1
for size in (1 << 12, 1 << 26, 1 << 30, 0xffffffff):
    alone = bytes([0x5d]) + struct.pack('<I', size) + b'\xff' * 8 + bytes(100)
    attempt(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_ALONE).decompress(alone))
    attempt(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_ALONE, memlimit=1000).decompress(alone))
    for fid in (_lzma.FILTER_LZMA1, _lzma.FILTER_LZMA2):
        attempt(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_RAW, filters=[{'id': fid, 'dict_size': size}]).decompress(bytes(range(1, 200))))
        attempt(lambda: _lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=[{'id': fid, 'dict_size': size, 'nice_len': 273, 'depth': 1 << 30, 'mf': _lzma.MF_BT4}]).compress(bytes(100000)))
for preset in range(10):
    attempt(lambda: _lzma.LZMACompressor(preset=preset | _lzma.PRESET_EXTREME).compress(b'ab' * 1000))
kept = []
for i in range(200): attempt(lambda: kept.append(_lzma.LZMACompressor(preset=9)))
for i in range(500): attempt(lambda: kept.append(_bz2.BZ2Compressor(9)))
for i in range(500): attempt(lambda: kept.append(zlib.compressobj(9, wbits=31, memLevel=9)))
kept.clear()
for chain in ([{'id': _lzma.FILTER_DELTA, 'dist': d} for d in (1, 256, 1, 1)], [{'id': 4}] * 4, [{'id': 0x21}] * 5, [{}], [5], [{'id': -1}], [{'id': 1 << 70}], 5, [{'id': 0x21, 'lc': 9}], [{'id': 0x21, 'lc': 4, 'lp': 4}], [{'id': 0x21, 'mode': 99}], []):
    attempt(lambda: _lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=chain))
    attempt(lambda: _lzma.LZMADecompressor(_lzma.FORMAT_RAW, filters=chain))
    attempt(lambda: _lzma.LZMACompressor(_lzma.FORMAT_XZ, filters=chain))
print('ok')
