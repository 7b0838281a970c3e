# expect: ok: refused | time
import mmap
n = 0
for size in (1 << 27, 1 << 33, 1 << 40, 1 << 62, 2**63 - 1):
    try: mmap.mmap(-1, size)
    except (MemoryError, OverflowError, OSError, ValueError): n += 1
m = mmap.mmap(-1, 10)
for size in (1 << 27, 1 << 33, 1 << 62):
    try: m.resize(size)
    except (MemoryError, OverflowError, OSError, ValueError): n += 1
print('refused' if n == 8 else n)
