# expect: memory
import zlib
c = zlib.compressobj(9); c.compress(b'a' * 1000)
kept = []
while True: kept.append(c.copy())
