# expect: ok: ok
# A descriptor in a message is nobody's, and holds a full pipe: what is on its way is limited as what is open is.
import _socket as S, os, array
sent = 0
a, b = S.socketpair()
a.setblocking(False)
try:
    while sent < 10_000:
        r, w = os.pipe()
        try: a.sendmsg([b'x'], [(S.SOL_SOCKET, S.SCM_RIGHTS, array.array('i', [r] * 50))])
        finally: os.close(r); os.close(w)
        sent += 50
        b.recvmsg(1, 1000, S.MSG_PEEK)
except OSError: pass
print('ok' if sent <= 256 else sent)
