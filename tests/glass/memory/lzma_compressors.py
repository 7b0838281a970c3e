# expect: memory
import _lzma
kept = []
while True:
    c = _lzma.LZMACompressor(preset=0); c.compress(bytes(300000)); kept.append(c)
