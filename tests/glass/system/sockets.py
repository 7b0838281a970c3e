# expect: ok: 0 ways
import _socket
ways = 0
def tcp():
    s = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    s.connect(("127.0.0.1", 22))
def listen():
    s = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    s.bind(("127.0.0.1", 0))
def udp():
    s = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    s.sendto(b"x", ("8.8.8.8", 53))
def unix():
    s = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    s.connect("/var/run/docker.sock")
def abstract():
    s = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    s.connect("\0dbus")
def raw():
    _socket.socket(_socket.AF_INET, _socket.SOCK_RAW, 1).sendto(b"x", ("127.0.0.1", 0))
def packet():
    _socket.socket(17, _socket.SOCK_RAW, 0)
def netlink():
    _socket.socket(16, _socket.SOCK_RAW, 0)
def six():
    s = _socket.socket(_socket.AF_INET6, _socket.SOCK_STREAM)
    s.connect(("::1", 22))
def mapped():
    s = _socket.socket(_socket.AF_INET6, _socket.SOCK_STREAM)
    s.connect(("::ffff:127.0.0.1", 22))
def by_number():
    _socket.socket(fileno=200).getsockname()
for f in (tcp, listen, udp, unix, abstract, raw, packet, netlink, six, mapped, by_number):
    try:
        f()
        ways += 1
        print("a way:", f.__name__)
    except ConnectionRefusedError:
        ways += 1
        print("a way:", f.__name__)
    except (OSError, AttributeError):
        pass
print(ways, "ways")
