# Sockets on this machine, files of them, and selectors.
import io
import pickle
import selectors
import socket
import tempfile
import threading

one, other = socket.socketpair()
print(one.family, one.type, one.proto, repr(one.family), repr(one.type))
one.sendall(b"line\nrest")
with other.makefile() as f:
    print(repr(f.readline()))
    one.close()
    print(repr(f.read()), f.mode, f.buffer.raw.readable())
other.close()
print(str(one).replace(str(one.fileno()), "N"), one.fileno())
for call in lambda: one.makefile("q"), lambda: one.makefile("r", 0), lambda: pickle.dumps(one), lambda: one.send(b"x"):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

# a server and its clients
server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]


def serve():
    for _ in range(2):
        connection, address = server.accept()
        with connection, connection.makefile("rwb") as f:
            f.write(f.readline().upper())


thread = threading.Thread(target=serve)
thread.start()
for text in b"one\n", b"two\n":
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(text)
        print(client.recv(100), client.gettimeout())
thread.join()
try:
    socket.create_server(("127.0.0.1", port))
except OSError as e:
    print(str(e).replace(str(port), "PORT"))
server.close()
for all_errors in False, True:
    try:
        socket.create_connection(("127.0.0.1", port), all_errors=all_errors)
    except* ConnectionRefusedError as e:
        print(repr(e))

# timeouts, sendfile, descriptors
one, other = socket.socketpair()
other.settimeout(0.01)
try:
    other.recv(1)
except TimeoutError as e:
    print(repr(e))
f = other.makefile("rb")
for _ in range(2):
    try:
        f.read(1)
    except OSError as e:
        print(repr(e))
other.setblocking(False)
try:
    other.recv(1)
except BlockingIOError as e:
    print(e)
other.setblocking(True)
with tempfile.TemporaryFile() as source:
    source.write(b"0123456789")
    source.seek(0)
    print(one.sendfile(source, 2, 5), source.tell(), other.recv(100))
print(one.sendfile(io.BytesIO(b"from memory")), other.recv(100))
for bad in (io.StringIO(), 0, None), (io.BytesIO(), 0, -1), (io.BytesIO(), 0, "x"):
    try:
        one.sendfile(*bad)
    except (ValueError, TypeError) as e:
        print(e)
with tempfile.TemporaryFile() as passed:
    passed.write(b"passed on")
    passed.flush()
    socket.send_fds(one, [b"x"], [passed.fileno()])
data, fds, flags, address = socket.recv_fds(other, 10, 4)
with open(fds[0], "rb") as f:
    f.seek(0)
    print(data, len(fds), flags, f.read())
copy = one.dup()
print(copy.fileno() != one.fileno(), copy.family, copy.get_inheritable())
copy.close()

# selectors
for kind in selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector, selectors.DefaultSelector:
    with kind() as s:
        key = s.register(other, selectors.EVENT_READ, "data")
        print(s.select(0), key.data, key.events, len(s.get_map()), s.get_key(other) == key)
        one.send(b"x")
        print([(k.data, e) for k, e in s.select(20)])
        s.modify(other, selectors.EVENT_READ | selectors.EVENT_WRITE, "both")
        print([(k.data, e) for k, e in s.select()])
        other.recv(1)
        print([(k.data, e) for k, e in s.select()])
        for call in (lambda: s.register(other, 1), lambda: s.register(one, 0), lambda: s.unregister(one),
                     lambda: s.register("x", 1), lambda: s.register(-1, 1), lambda: s.modify(one, 1), lambda: s.get_key(one)):
            try:
                call()
            except (KeyError, ValueError) as e:
                print(type(e).__name__, str(e).split(" fd=")[0].split(" (FD")[0][:30])
        s.unregister(other)
    print(s.get_map())
    try:
        s.get_key(other)
    except RuntimeError as e:
        print(e)

# names and numbers
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
print(socket.inet_aton("1.2.3.4"), socket.htons(1), repr(socket.MSG_PEEK), repr(socket.AI_PASSIVE))
print(socket.error is OSError, socket.timeout is TimeoutError, socket.socket.__mro__[1].__name__)
try:
    socket.getaddrinfo("127.0.0.1", "no such service")
except socket.gaierror as e:
    print(e)
for thing in socket.socket, socket.SocketIO, socket.create_connection, selectors.SelectorKey, selectors.PollSelector:
    print(thing.__module__, thing.__qualname__, bool(thing.__doc__))
print([name for name in ("create_server", "AF_INET", "socket", "recv_fds", "getaddrinfo") if name not in socket.__all__])
