# expect: ok: contained
import os
bad = 0
for p in ("/proc/self/fd/0", "/proc/self/root/etc/passwd", "/proc/self/cwd", "/proc/1/environ", "/proc/self/maps", "/proc/self/mem", "/dev/fd/0", "/dev/stdin"):
    for f in (open, os.stat, os.readlink, os.listdir):
        try:
            f(p)
            bad += 1
        except OSError:
            pass
print("contained" if bad == 0 else bad)
