# expect: ok: 0 ways
import _socket
ways = 0
for f in (lambda: _socket.gethostbyname("example.com"), lambda: _socket.gethostbyname_ex("example.com"), lambda: _socket.gethostbyaddr("8.8.8.8"),
          lambda: 1 / int(_socket.getnameinfo(("8.8.8.8", 53), 0)[0] != "8.8.8.8"), lambda: _socket.sethostname("x"), lambda: _socket.if_nameindex()[1][0]):
    try:
        f()
        ways += 1
        print("a way:", f.__code__.co_names)
    except (OSError, AttributeError, IndexError, ZeroDivisionError):
        pass
print(ways, "ways")
