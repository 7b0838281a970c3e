# expect: memory
import _lzma
c = _lzma.LZMACompressor(preset=6); x = c.compress(b'a' * 10000) + c.flush()
kept = []
while True:
    d = _lzma.LZMADecompressor(); d.decompress(x, 1); kept.append(d)
