# expect: ok: ok
# Files in memory, sessions, watches and sizes that only the kernel knows.
import os, fcntl, select, _socket as S
def denied(f):
    try: print('done', f())
    except (PermissionError, AttributeError): pass
r, w = os.pipe()
for f in (lambda: os.memfd_create('a'), lambda: os.openpty(), lambda: os.pidfd_open(os.getpid()), lambda: os.setsid(), lambda: os.setpgid(0, 0), lambda: os.nice(19), lambda: os.setpriority(0, 0, 19),
          lambda: fcntl.fcntl(w, 8, 1), lambda: fcntl.fcntl(w, 10, 9), lambda: fcntl.fcntl(w, 1024, 1), lambda: fcntl.fcntl(w, 1026, 1), lambda: fcntl.fcntl(w, 1033, 1), lambda: S.socket(16, S.SOCK_RAW), lambda: S.socket(38, S.SOCK_SEQPACKET), lambda: S.socket(40, S.SOCK_STREAM),
          lambda: S.socket(S.AF_UNIX).bind('\0x'), lambda: S.socket(S.AF_UNIX).connect('\0x'), lambda: os.chroot('/'), lambda: os.listxattr('/')): denied(f)
for f in (lambda: select.epoll().poll(0, 2**31 - 1), lambda: select.epoll(2**30), lambda: S.socketpair()[0].recvmsg(10, 2**31 - 1), lambda: os.readv(r, [bytearray(1)] * 100_000), lambda: os.writev(w, [b'a'] * 100_000)):
    try: f()
    except (OSError, ValueError, MemoryError): pass
print('ok')
