# expect: time
import zlib, _bz2
worst = (b'ab' * 1000 + b'a' * 300) * 4000
while True:
    c = _bz2.BZ2Compressor(9); c.compress(worst); c.flush()
    zlib.compress(worst, 9)
