# socket: the class of sockets with their files, and what takes several calls of _socket.
# A descriptor is closed when its socket and all files of makefile() are.

"""Sockets: the ends of connections, between programs on one machine or several."""

import enum
import errno
import io
import os
import sys
import _socket
from _socket import *

EAGAIN, EBADF, EWOULDBLOCK = errno.EAGAIN, errno.EBADF, errno.EWOULDBLOCK

__all__ = [name for name in dir(_socket) if name[0] != "_"]
__all__ += """AddressFamily SocketKind create_connection create_server fromfd getfqdn
              has_dualstack_ipv6""".split()


def _name_the_numbers():
    for base, title, prefix in [(enum.IntEnum, "AddressFamily", "AF_"), (enum.IntEnum, "SocketKind", "SOCK_"),
                                (enum.IntFlag, "MsgFlag", "MSG_"), (enum.IntFlag, "AddressInfo", "AI_")]:
        base._convert_(title, __name__, lambda name: name.startswith(prefix) and name.isupper())


_name_the_numbers()
_families = AddressFamily._value2member_map_
_kinds = SocketKind._value2member_map_

# What a timeout is when none was given: None means to wait for ever.
_GLOBAL_DEFAULT_TIMEOUT = object()

_LOCALHOST, _LOCALHOST_V6 = "127.0.0.1", "::1"
_ON_WINDOWS = os.name == "nt"


class SocketIO(io.RawIOBase):
    """The raw file of a socket, as makefile() gives it."""

    def __init__(self, sock, mode):
        directions = mode.removesuffix("b")
        if directions not in ("r", "w", "rw"):
            raise ValueError(f"invalid mode: {mode!r}")
        super().__init__()
        self._sock = sock
        self._directions = directions
        # After a timeout nobody knows how much was read.
        self._timed_out = False

    def _when_open(self, answer):
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return answer

    def readable(self):
        """Whether it was made for reading."""
        return self._when_open("r" in self._directions)

    def writable(self):
        """Whether it was made for writing."""
        return self._when_open("w" in self._directions)

    def seekable(self):
        """False: what came in is gone."""
        return self._when_open(False)

    def fileno(self):
        """The socket's descriptor."""
        self._checkClosed()
        return self._sock.fileno()

    mode = property(lambda self: self._directions + "b")
    name = property(lambda self: -1 if self.closed else self.fileno())

    def readinto(self, b):
        """Read at most len(b) bytes; None if there are none and the socket does not wait."""
        self._checkClosed()
        self._checkReadable()
        if self._timed_out:
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(b)
        except BlockingIOError:
            return None
        except TimeoutError:
            self._timed_out = True
            raise

    def write(self, b):
        """Write bytes, maybe not all; None if it takes none and the socket does not wait."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except BlockingIOError:
            return None

    def close(self):
        """Close the file; with the last of its files the socket, if it was closed before."""
        if not self.closed:
            super().close()
            sock, self._sock = self._sock, None
            sock._decref_socketios()


class _GiveupOnSendfile(Exception):
    # The system cannot send this file by itself.
    pass


class socket(_socket.socket):
    """One end of a connection, or what connections come in at."""

    # _io_refs counts the files of makefile() that are open.
    __slots__ = ("_closed", "_io_refs", "__weakref__")

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        # What a descriptor is of, it tells itself.
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
        super().__init__(family, type, proto, fileno)
        self._closed = False
        self._io_refs = 0

    @property
    def family(self):
        """The address family, a member of AddressFamily where there is one."""
        number = super().family
        return _families.get(number, number)

    @property
    def type(self):
        """The kind of socket, a member of SocketKind where there is one."""
        number = super().type
        return _kinds.get(number, number)

    def __repr__(self):
        kind = type(self)
        facts = [f"fd={self.fileno()}"]
        facts += [f"{name}={getattr(self, name)}" for name in ("family", "type", "proto")]
        # One whose __init__ failed has no state to ask for.
        closed = getattr(self, "_closed", None)
        if closed is False:
            for name, ask in [("laddr", self.getsockname), ("raddr", self.getpeername)]:
                try:
                    address = ask()
                except (OSError, AttributeError):
                    continue
                if address:
                    facts.append(f"{name}={address}")
        return f"<{kind.__module__}.{kind.__qualname__}{' [closed]' if closed else ''} {', '.join(facts)}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def close(self):
        """Close the socket, once the files of makefile() are closed too."""
        self._closed = True
        if self._io_refs < 1:
            self._real_close()

    def _real_close(self, _close=_socket.socket.close):
        # The function is a parameter: globals may be gone by then.
        _close(self)

    def _decref_socketios(self):
        # Its files call this, each when it is closed.
        self._io_refs = max(self._io_refs - 1, 0)
        if self._closed:
            self.close()

    def detach(self):
        """Close the socket object but not its descriptor, which is given."""
        self._closed = True
        return super().detach()

    def dup(self):
        """Another socket object for the same socket, with a descriptor of its own."""
        twin = _alike(self, dup(self.fileno()), type(self))
        twin.settimeout(self.gettimeout())
        return twin

    def accept(self):
        """Wait for a connection; gives a new socket for it and the other end's address."""
        fd, peer = self._accept()
        connection = _alike(self, fd, socket)
        # It waits for ever, unless there is a default timeout or this socket never waits.
        if self.gettimeout() and getdefaulttimeout() is None:
            connection.setblocking(True)
        return connection, peer

    def get_inheritable(self):
        """Whether child processes inherit the socket."""
        return (os.get_handle_inheritable if _ON_WINDOWS else os.get_inheritable)(self.fileno())

    def set_inheritable(self, inheritable):
        """Say whether child processes inherit the socket."""
        (os.set_handle_inheritable if _ON_WINDOWS else os.set_inheritable)(self.fileno(), inheritable)

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file object for the socket; the modes are "r", "w" and "b", else it is as of open()."""
        letters = set(mode)
        if letters - set("rwb"):
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        directions = "".join(c for c in "rw" if c in letters) or "r"
        binary = "b" in letters
        if buffering == 0 and not binary:
            raise ValueError("unbuffered streams must be binary")
        file = SocketIO(self, directions)
        self._io_refs += 1
        if buffering == 0:
            return file
        ends = (file,) * len(directions)
        layer = {"r": io.BufferedReader, "w": io.BufferedWriter, "rw": io.BufferedRWPair}[directions]
        if buffering is None or buffering < 0:
            file = layer(*ends, io.DEFAULT_BUFFER_SIZE)
        else:
            file = layer(*ends, buffering)
        if not binary:
            file = io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)
            file.mode = mode
        return file

    def sendfile(self, file, offset=0, count=None):
        """Send a binary file from an offset to its end, or count bytes of it; gives how many were sent."""
        for way in self._sendfile_use_sendfile, self._sendfile_use_send:
            try:
                return way(file, offset, count)
            except _GiveupOnSendfile:
                pass

    def _check_sendfile_params(self, file, offset, count):
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not SOCK_STREAM & self.type:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None and not (isinstance(count, int) and count > 0):
            kind = ValueError if isinstance(count, int) else TypeError
            raise kind(f"count must be a positive integer (got {count!r})")

    def _sendfile_use_send(self, file, offset=0, count=None):
        # Read and send, block by block.
        self._check_sendfile_params(file, offset, count)
        return _sum_of_sent(file, offset, self._send_blocks(file, offset, count))

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        # The system copies from the file to the socket.
        self._check_sendfile_params(file, offset, count)
        try:
            fd = file.fileno()
            empty = os.fstat(fd).st_size == 0
            os.sendfile  # not every system has it
        except (AttributeError, io.UnsupportedOperation, OSError) as e:
            raise _GiveupOnSendfile(e)
        if empty:
            return 0
        return _sum_of_sent(file, offset, self._send_by_system(fd, offset, count))

    def _how_patient(self):
        if (seconds := self.gettimeout()) == 0:
            raise ValueError("non-blocking sockets are not supported")
        return seconds

    # These two generators give the number of bytes of each part, as it is sent.

    def _send_blocks(self, file, offset, count):
        self._how_patient()
        if offset:
            file.seek(offset)
        for most in _parts(count, 8192):
            block = memoryview(file.read(most))
            if not block:
                break
            while block:
                try:
                    n = self.send(block)
                except BlockingIOError:
                    continue
                yield n
                block = block[n:]

    def _send_by_system(self, fd, offset, count):
        import selectors
        patience = self._how_patient()
        sockno = self.fileno()
        unsent = count
        began = False
        with getattr(selectors, "PollSelector", selectors.SelectSelector)() as turn:
            turn.register(sockno, selectors.EVENT_WRITE)
            while unsent is None or unsent > 0:
                if patience and not turn.select(patience):
                    raise TimeoutError("timed out")
                # At most 1 GB at once, whatever the system may take.
                most = 1 << 30 if unsent is None else min(unsent, 1 << 30)
                try:
                    n = os.sendfile(sockno, fd, offset, most)
                except BlockingIOError:
                    if not patience:
                        turn.select()
                    continue
                except OSError as e:
                    if began:
                        raise
                    # A kind of file or socket that cannot be sent so.
                    raise _GiveupOnSendfile(e)
                if n == 0:
                    break
                began = True
                offset += n
                if unsent is not None:
                    unsent -= n
                yield n


def _alike(sock, fd, cls):
    return cls(sock.family, sock.type, sock.proto, fileno=fd)


def _parts(count, most):
    # The sizes to read: most, again and again, for a count of None.
    while count is None:
        yield most
    for done in range(0, count, most):
        yield min(most, count - done)


def _sum_of_sent(file, offset, amounts):
    # However the sending ends, the file stands behind what was sent of it.
    total = 0
    try:
        for n in amounts:
            total += n
    finally:
        if total and hasattr(file, "seek"):
            file.seek(offset + total)
    return total


def fromfd(fd, family, type, proto=0):
    """A socket object for a copy of a descriptor."""
    return socket(family, type, proto, fileno=dup(fd))


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host and port: a list of (family, type, proto, canonname, sockaddr)."""
    found = _socket.getaddrinfo(host, port, family, type, proto, flags)
    return [(_families.get(af, af), _kinds.get(kind, kind), *rest) for af, kind, *rest in found]


def getfqdn(name=""):
    """The full domain name of a host; that of this one without a name."""
    name = name.strip()
    if name in ("", "0.0.0.0", "::"):
        name = gethostname()
    try:
        primary, aliases, _ = gethostbyaddr(name)
    except OSError:
        return name
    return next((full for full in (primary, *aliases) if "." in full), primary)


if hasattr(_socket.socket, "sendmsg"):
    def send_fds(sock, buffers, fds, flags=0, address=None):
        """Send buffers, and file descriptors with them, over a Unix socket."""
        import array
        numbers = array.array("i", fds)
        return sock.sendmsg(buffers, [(SOL_SOCKET, SCM_RIGHTS, numbers)])

    def recv_fds(sock, bufsize, maxfds, flags=0):
        """Receive bytes and at most maxfds file descriptors: the bytes, a list of descriptors, flags, the address."""
        import array
        numbers = array.array("i")
        width = numbers.itemsize
        data, extras, flags, peer = sock.recvmsg(bufsize, CMSG_LEN(width * maxfds))
        for *what, payload in extras:
            if what == [SOL_SOCKET, SCM_RIGHTS]:
                whole = len(payload) // width * width
                numbers.frombytes(payload[:whole])
        return data, numbers.tolist(), flags, peer

    __all__ += ["send_fds", "recv_fds"]


def _fallback_socketpair(family=AF_INET, type=SOCK_STREAM, proto=0):
    # Two connected sockets, by listening on this machine.
    hosts = {AF_INET: _LOCALHOST, AF_INET6: _LOCALHOST_V6}
    for wrong, only in [(family not in hosts, "AF_INET and AF_INET6 socket address families are"),
                        (type != SOCK_STREAM, "SOCK_STREAM socket type is"), (proto != 0, "protocol zero is")]:
        if wrong:
            raise ValueError(f"Only {only} supported")
    ends = []
    try:
        with socket(family, type, proto) as listener:
            listener.bind((hosts[family], 0))
            listener.listen()
            caller = socket(family, type, proto)
            ends.append(caller)
            # Nobody has accepted it yet: do not wait for that here.
            caller.setblocking(False)
            try:
                caller.connect(listener.getsockname()[:2])
            except (BlockingIOError, InterruptedError):
                pass
            caller.setblocking(True)
            callee = listener.accept()[0]
            ends.append(callee)
        # Anyone may connect to a listening socket: see that it was us.
        names = callee.getsockname(), callee.getpeername()
        if names != (caller.getpeername(), caller.getsockname()):
            raise ConnectionError("Unexpected peer connection")
    except BaseException:
        for end in ends:
            end.close()
        raise
    return caller, callee


if hasattr(_socket, "socketpair"):
    def socketpair(family=None, type=SOCK_STREAM, proto=0):
        """Two sockets that are connected to each other, Unix ones where there are those."""
        if family is None:
            family = globals().get("AF_UNIX", AF_INET)
        ends = _socket.socketpair(family, type, proto)
        return tuple(socket(family, type, proto, fileno=end.detach()) for end in ends)
else:
    socketpair = _fallback_socketpair
    __all__ += ["socketpair"]


def _connected(family, kind, proto, place, timeout, source):
    sock = socket(family, kind, proto)
    try:
        if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
            sock.settimeout(timeout)
        if source:
            sock.bind(source)
        sock.connect(place)
    except BaseException:
        sock.close()
        raise
    return sock


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """A socket that is connected to (host, port), at whichever of the host's addresses answers first.

    If none does, the error of the last is raised, or with all_errors an ExceptionGroup of all."""
    host, port = address
    failures = []
    try:
        for family, kind, proto, _, place in getaddrinfo(host, port, 0, SOCK_STREAM):
            try:
                return _connected(family, kind, proto, place, timeout, source_address)
            except OSError as e:
                failures.append(e)
        if not failures:
            raise OSError("getaddrinfo returns an empty list")
        if all_errors:
            raise ExceptionGroup("create_connection failed", failures)
        raise failures[-1]
    finally:
        # Errors hold this frame by their tracebacks: it must not hold them too.
        failures.clear()


_can_be_dual = has_ipv6 and hasattr(_socket, "IPPROTO_IPV6") and hasattr(_socket, "IPV6_V6ONLY")


def has_dualstack_ipv6():
    """Whether one socket can take IPv4 and IPv6 connections."""
    try:
        if _can_be_dual:
            with socket(AF_INET6) as probe:
                probe.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
    except OSError:
        return False
    return _can_be_dual


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that listens at (host, port)."""
    for wrong, message in [(reuse_port and "SO_REUSEPORT" not in globals(), "SO_REUSEPORT not supported on this platform"),
                           (dualstack_ipv6 and not has_dualstack_ipv6(), "dualstack_ipv6 not supported on this platform"),
                           (dualstack_ipv6 and family != AF_INET6, "dualstack_ipv6 requires AF_INET6 family")]:
        if wrong:
            raise ValueError(message)
    server = socket(family)
    try:
        # On Windows it would let two servers listen at one port.
        if sys.platform not in ("win32", "cygwin"):
            try:
                server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            except OSError:
                # Only a restart of the server takes longer.
                pass
        if reuse_port:
            server.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if _can_be_dual and family == AF_INET6:
            server.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            server.bind(address)
        except OSError as e:
            explained = f"{e.strerror} (while attempting to bind on address {address!r})"
            raise OSError(e.errno, explained) from None
        server.listen(*[] if backlog is None else [backlog])
    except BaseException:
        server.close()
        raise
    return server
