# expect: time
# A window of 512 bytes: for each of them the compressor begins anew.
import zlib
while True:
    c = zlib.compressobj(9, wbits=9); c.compress(bytes(range(256)) * 100_000)
