# expect: ok: too many
import _socket
a, b = _socket.socketpair()
try:
    a.sendmsg([b"x"], [(1, 1, bytes(50 << 20))])
except (OSError, MemoryError):
    print("too many")
