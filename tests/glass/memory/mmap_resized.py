# expect: memory
import mmap
m = mmap.mmap(-1, 4096)
views = []
while True:
    m.resize(m.__len__() * 2)
    m[:] = bytes(len(m))
