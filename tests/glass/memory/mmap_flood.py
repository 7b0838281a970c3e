# expect: memory
import mmap
kept = []
while True:
    m = mmap.mmap(-1, 1 << 20)
    m[:] = b'x' * len(m)
    kept.append(m)
