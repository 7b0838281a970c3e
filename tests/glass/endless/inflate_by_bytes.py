# expect: time
import zlib, random
z = zlib.compress(random.randbytes(5_000_000))
while True:
    d = zlib.decompressobj(); d.decompress(z, 1)
    while d.unconsumed_tail: d.decompress(d.unconsumed_tail, 1)
