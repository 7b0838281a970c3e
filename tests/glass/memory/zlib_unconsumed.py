# expect: memory | time
import zlib
z = zlib.compress(bytes(range(256)) * 1000)
kept = []
while True:
    d = zlib.decompressobj(); d.decompress(z * 10, 1); kept.append(d)
