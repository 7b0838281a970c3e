# expect: memory
# What compresses is another package's, and large: the walk must see it.
import zlib
kept = []
while True:
    c = zlib.compressobj(); c.compress(bytes(range(256)) * 200)
    kept.append(c)
