# expect: memory
import struct
kept = []
while True: kept.append(struct.Struct('%dbhiq' % len(kept) * 10))
