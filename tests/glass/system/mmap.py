# expect: error: MemoryError
import mmap, os
try:
    fd = os.open('/etc/passwd', os.O_RDONLY)
except PermissionError:
    pass
else:
    print('ESCAPED', mmap.mmap(fd, 0, prot=mmap.PROT_READ)[:10])
for fd in (0, 1, 2, 3, 4, 5):
    try:
        print('ESCAPED', mmap.mmap(fd, 4096))
    except (OSError, ValueError):
        pass
m = mmap.mmap(-1, 1 << 16)
m[:4] = b'text'
mmap.mmap(-1, 1 << 40)
