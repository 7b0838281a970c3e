# expect: memory
import _bz2
c = _bz2.BZ2Compressor(); x = c.compress(b'a' * 1000) + c.flush()
kept = []
while True:
    d = _bz2.BZ2Decompressor(); d.decompress(x, 1); kept.append(d)
