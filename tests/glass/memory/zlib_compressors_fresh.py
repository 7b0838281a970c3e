# expect: memory
import zlib
kept = []
while True: kept.append(zlib.compressobj(1))
