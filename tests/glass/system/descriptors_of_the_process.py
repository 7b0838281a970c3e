# expect: ok: contained
import os
seen = []
for fd in range(3, 300):
    for f in (os.fstat, lambda n: os.read(n, 1), lambda n: os.write(n, b""), os.dup, lambda n: os.lseek(n, 0, 0)):
        try:
            f(fd)
            seen.append(fd)
        except OSError:
            pass
print("contained" if not seen else seen)
