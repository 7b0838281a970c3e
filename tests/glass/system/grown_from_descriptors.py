# expect: ok: []
import os, io, sys
bad = []
for fd in range(0, 64):
    for f in (lambda: os.read(fd, 10) if fd else None, lambda: os.fstat(fd) if fd > 2 else None, lambda: os.dup(fd) if fd > 2 else None, lambda: os.fdopen(fd, 'rb') if fd > 2 else None, lambda: io.FileIO(fd, 'r') if fd > 2 else None, lambda: os.pread(fd, 10, 0) if fd > 2 else None, lambda: os.lseek(fd, 0, 1) if fd > 2 else None, lambda: os.fchdir(fd), lambda: os.ttyname(fd), lambda: os.readlink('/proc/self/fd/%d' % fd), lambda: open('/dev/fd/%d' % fd), lambda: os.listdir(fd), lambda: os.sendfile(1, fd, 0, 10) if fd > 2 else None, lambda: os.copy_file_range(fd, 1, 10) if fd > 2 else None, lambda: os.splice(fd, 1, 10) if fd > 2 else None):
        try: r = f()
        except (OSError, ValueError, AttributeError, TypeError): continue
        if r is not None: bad.append((fd, r))
print(bad)
