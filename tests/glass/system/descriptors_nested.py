# expect: ok: ok | error: Too many
import _socket as S, os, array
a, b = S.socketpair()
n = 0
try:
    while n < 5000:
        c, d = S.socketpair()
        c.sendmsg([b'x'], [(S.SOL_SOCKET, S.SCM_RIGHTS, array.array('i', [b.fileno()]))])
        S.close(b.detach()); S.close(a.detach())
        a, b = c, d
        n += 1
except OSError: pass
print('ok' if n <= 256 else n)
