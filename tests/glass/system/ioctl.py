# expect: ok: contained
import fcntl
bad = 0
for req in (0x5412, 0x5401, 0x8912, 0x5413, 0x541B):
    for fd in (0, 1, 2):
        try:
            fcntl.ioctl(fd, req, b"\0" * 64)
            bad += req == 0x5412
        except OSError:
            pass
print("contained" if not bad else bad)
