# socket: the native _socket, with its numbers as enums, files of sockets, and functions made of several calls.

"""Sockets: the ends of connections, between programs on one machine or several."""

import _socket
import io
import os
import sys
from _socket import *
from enum import IntEnum as _IntEnum, IntFlag as _IntFlag

try:
    import errno
except ImportError:
    errno = None
EBADF = getattr(errno, "EBADF", 9)
EAGAIN = getattr(errno, "EAGAIN", 11)
EWOULDBLOCK = getattr(errno, "EWOULDBLOCK", 11)

__all__ = ["fromfd", "getfqdn", "create_connection", "create_server", "has_dualstack_ipv6",
           "AddressFamily", "SocketKind"]
__all__ += [name for name in dir(_socket) if not name.startswith("_")]

_IntEnum._convert_("AddressFamily", __name__, lambda name: name.isupper() and name.startswith("AF_"))
_IntEnum._convert_("SocketKind", __name__, lambda name: name.isupper() and name.startswith("SOCK_"))
_IntFlag._convert_("MsgFlag", __name__, lambda name: name.isupper() and name.startswith("MSG_"))
_IntFlag._convert_("AddressInfo", __name__, lambda name: name.isupper() and name.startswith("AI_"))

_LOCALHOST = "127.0.0.1"
_LOCALHOST_V6 = "::1"

_blocking_errnos = {EAGAIN, EWOULDBLOCK}


def _intenum_converter(value, enum_klass):
    # A number as a member, if it is one.
    try:
        return enum_klass(value)
    except ValueError:
        return value


class _GiveupOnSendfile(Exception):
    # The system cannot send this file by itself.
    pass


class socket(_socket.socket):
    """One end of a connection, or what connections come in at."""

    __slots__ = ["__weakref__", "_io_refs", "_closed"]

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        # What a descriptor is of, it tells itself.
        if fileno is None:
            if family == -1:
                family = AF_INET
            if type == -1:
                type = SOCK_STREAM
            if proto == -1:
                proto = 0
        _socket.socket.__init__(self, family, type, proto, fileno)
        # How many files of makefile() are open: the descriptor is closed after the last.
        self._io_refs = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        cls = self.__class__
        parts = [f"<{cls.__module__}.{cls.__qualname__}{' [closed]' if getattr(self, '_closed', False) else ''} "
                 f"fd={self.fileno()}, family={self.family}, type={self.type}, proto={self.proto}"]
        if not self._closed:
            for name, ask in ("laddr", self.getsockname), ("raddr", self.getpeername):
                try:
                    if address := ask():
                        parts.append(f"{name}={address}")
                except (OSError, AttributeError):
                    pass
        return ", ".join(parts) + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    def dup(self):
        """Another socket object for the same socket, with a descriptor of its own."""
        copy = self.__class__(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        copy.settimeout(self.gettimeout())
        return copy

    def accept(self):
        """Wait for a connection; gives a new socket for it and the other end's address."""
        fd, addr = self._accept()
        sock = socket(self.family, self.type, self.proto, fileno=fd)
        # It blocks, unless there is a default timeout or this socket never waits.
        if getdefaulttimeout() is None and self.gettimeout():
            sock.setblocking(True)
        return sock, addr

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file object for the socket; the modes are "r", "w" and "b", else it is as of open()."""
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = "w" in mode
        reading = "r" in mode or not writing
        binary = "b" in mode
        raw = SocketIO(self, ("r" if reading else "") + ("w" if writing else ""))
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if not binary:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = io.BufferedReader(raw, buffering)
        else:
            buffer = io.BufferedWriter(raw, buffering)
        if binary:
            return buffer
        text = io.TextIOWrapper(buffer, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text

    if hasattr(os, "sendfile"):
        def _sendfile_use_sendfile(self, file, offset=0, count=None):
            # The system copies from the file to the socket.
            import selectors
            self._check_sendfile_params(file, offset, count)
            sockno = self.fileno()
            try:
                fileno = file.fileno()
                size = os.fstat(fileno).st_size
            except (AttributeError, io.UnsupportedOperation, OSError) as e:
                raise _GiveupOnSendfile(e)
            if not size:
                return 0
            # At most 1 GB at once, whatever the system may take.
            blocksize = min(count or size, 2 ** 30)
            timeout = self.gettimeout()
            if timeout == 0:
                raise ValueError("non-blocking sockets are not supported")
            selector = (selectors.PollSelector if hasattr(selectors, "PollSelector") else selectors.SelectSelector)()
            selector.register(sockno, selectors.EVENT_WRITE)
            sent = 0
            try:
                while True:
                    if timeout and not selector.select(timeout):
                        raise TimeoutError("timed out")
                    if count:
                        blocksize = min(count - sent, blocksize)
                        if blocksize <= 0:
                            break
                    try:
                        n = os.sendfile(sockno, fileno, offset, blocksize)
                    except BlockingIOError:
                        if not timeout:
                            selector.select()
                        continue
                    except OSError as e:
                        if sent == 0:
                            # A kind of file or socket that cannot be sent so.
                            raise _GiveupOnSendfile(e)
                        raise e from None
                    if n == 0:
                        break
                    offset += n
                    sent += n
                return sent
            finally:
                selector.close()
                if sent > 0 and hasattr(file, "seek"):
                    file.seek(offset)
    else:
        def _sendfile_use_sendfile(self, file, offset=0, count=None):
            raise _GiveupOnSendfile("os.sendfile() not available on this platform")

    def _sendfile_use_send(self, file, offset=0, count=None):
        # Read and send, block by block.
        self._check_sendfile_params(file, offset, count)
        if self.gettimeout() == 0:
            raise ValueError("non-blocking sockets are not supported")
        if offset:
            file.seek(offset)
        blocksize = min(count, 8192) if count else 8192
        total = 0
        try:
            while True:
                if count:
                    blocksize = min(count - total, blocksize)
                    if blocksize <= 0:
                        break
                data = memoryview(file.read(blocksize))
                if not data:
                    break
                while data:
                    try:
                        n = self.send(data)
                    except BlockingIOError:
                        continue
                    total += n
                    data = data[n:]
            return total
        finally:
            if total > 0 and hasattr(file, "seek"):
                file.seek(offset + total)

    def _check_sendfile_params(self, file, offset, count):
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            if count <= 0:
                raise ValueError(f"count must be a positive integer (got {count!r})")

    def sendfile(self, file, offset=0, count=None):
        """Send a binary file from an offset to its end, or count bytes of it; gives how many were sent."""
        try:
            return self._sendfile_use_sendfile(file, offset, count)
        except _GiveupOnSendfile:
            return self._sendfile_use_send(file, offset, count)

    def _decref_socketios(self):
        # A file of the socket was closed.
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self, _ss=_socket.socket):
        # A parameter, since it may run when the module's globals are gone.
        _ss.close(self)

    def close(self):
        """Close the socket, once the files of makefile() are closed too."""
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        """Close the socket object but not its descriptor, which is given."""
        self._closed = True
        return super().detach()

    @property
    def family(self):
        """The address family, a member of AddressFamily where there is one."""
        return _intenum_converter(super().family, AddressFamily)

    @property
    def type(self):
        """The kind of socket, a member of SocketKind where there is one."""
        return _intenum_converter(super().type, SocketKind)

    if os.name == "nt":
        def get_inheritable(self):
            """Whether child processes inherit the socket."""
            return os.get_handle_inheritable(self.fileno())

        def set_inheritable(self, inheritable):
            """Say whether child processes inherit the socket."""
            os.set_handle_inheritable(self.fileno(), inheritable)
    else:
        def get_inheritable(self):
            """Whether child processes inherit the socket."""
            return os.get_inheritable(self.fileno())

        def set_inheritable(self, inheritable):
            """Say whether child processes inherit the socket."""
            os.set_inheritable(self.fileno(), inheritable)


def fromfd(fd, family, type, proto=0):
    """A socket object for a copy of a descriptor."""
    return socket(family, type, proto, dup(fd))


if hasattr(_socket.socket, "sendmsg"):
    def send_fds(sock, buffers, fds, flags=0, address=None):
        """Send buffers, and file descriptors with them, over a Unix socket."""
        import array
        return sock.sendmsg(buffers, [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", fds))])

    __all__.append("send_fds")

if hasattr(_socket.socket, "recvmsg"):
    def recv_fds(sock, bufsize, maxfds, flags=0):
        """Receive bytes and at most maxfds file descriptors: the bytes, a list of descriptors, flags, the address."""
        import array
        fds = array.array("i")
        msg, ancillary, flags, addr = sock.recvmsg(bufsize, _socket.CMSG_LEN(maxfds * fds.itemsize))
        for level, kind, data in ancillary:
            if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
                fds.frombytes(data[:len(data) - len(data) % fds.itemsize])
        return msg, list(fds), flags, addr

    __all__.append("recv_fds")


def _fallback_socketpair(family=AF_INET, type=SOCK_STREAM, proto=0):
    # Two connected sockets, by listening on this machine.
    if family == AF_INET:
        host = _LOCALHOST
    elif family == AF_INET6:
        host = _LOCALHOST_V6
    else:
        raise ValueError("Only AF_INET and AF_INET6 socket address families are supported")
    if type != SOCK_STREAM:
        raise ValueError("Only SOCK_STREAM socket type is supported")
    if proto != 0:
        raise ValueError("Only protocol zero is supported")
    with socket(family, type, proto) as listener:
        listener.bind((host, 0))
        listener.listen()
        place = listener.getsockname()[:2]
        one = socket(family, type, proto)
        try:
            one.setblocking(False)
            try:
                one.connect(place)
            except (BlockingIOError, InterruptedError):
                pass
            one.setblocking(True)
            other, _ = listener.accept()
        except:
            one.close()
            raise
    # Anyone may connect to a listening socket: see that it was us.
    try:
        if other.getsockname() != one.getpeername() or one.getsockname() != other.getpeername():
            raise ConnectionError("Unexpected peer connection")
    except:
        one.close()
        other.close()
        raise
    return one, other


if hasattr(_socket, "socketpair"):
    def socketpair(family=None, type=SOCK_STREAM, proto=0):
        """Two sockets that are connected to each other, Unix ones where there are those."""
        if family is None:
            family = getattr(_socket, "AF_UNIX", AF_INET)
        one, other = _socket.socketpair(family, type, proto)
        return socket(family, type, proto, one.detach()), socket(family, type, proto, other.detach())
else:
    socketpair = _fallback_socketpair
    __all__.append("socketpair")


class SocketIO(io.RawIOBase):
    """The raw file of a socket, as makefile() gives it."""

    def __init__(self, sock, mode):
        if mode not in ("r", "w", "rw", "rb", "wb", "rwb"):
            raise ValueError(f"invalid mode: {mode!r}")
        io.RawIOBase.__init__(self)
        self._sock = sock
        self._mode = mode if "b" in mode else mode + "b"
        self._reading = "r" in mode
        self._writing = "w" in mode
        # After a timeout nobody knows how much was read.
        self._timeout_occurred = False

    def readinto(self, b):
        """Read at most len(b) bytes; None if the socket does not wait and there are none."""
        self._checkClosed()
        self._checkReadable()
        if self._timeout_occurred:
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(b)
        except timeout:
            self._timeout_occurred = True
            raise
        except error as e:
            if e.errno in _blocking_errnos:
                return None
            raise

    def write(self, b):
        """Write bytes, maybe not all; None if the socket does not wait and takes none."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except error as e:
            if e.errno in _blocking_errnos:
                return None
            raise

    def readable(self):
        """Whether it was made for reading."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._reading

    def writable(self):
        """Whether it was made for writing."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return self._writing

    def seekable(self):
        """False."""
        if self.closed:
            raise ValueError("I/O operation on closed socket.")
        return super().seekable()

    def fileno(self):
        """The socket's descriptor."""
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        return self._mode

    def close(self):
        """Close the file; the socket itself, if it was closed before, with the last of its files."""
        if self.closed:
            return
        io.RawIOBase.close(self)
        self._sock._decref_socketios()
        self._sock = None


def getfqdn(name=""):
    """The full domain name of a host; that of this one without a name."""
    name = name.strip()
    if not name or name in ("0.0.0.0", "::"):
        name = gethostname()
    try:
        hostname, aliases, _ = gethostbyaddr(name)
    except error:
        return name
    for candidate in [hostname, *aliases]:
        if "." in candidate:
            return candidate
    return hostname


_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """A socket that is connected to (host, port), at whichever of the host's addresses answers first.

    If none does, the error of the last is raised, or with all_errors an ExceptionGroup of all."""
    host, port = address
    failures = []
    for family, kind, proto, _, place in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(place)
            # They would keep what they failed in alive.
            failures.clear()
            return sock
        except error as e:
            if not all_errors:
                failures.clear()
            failures.append(e)
            if sock is not None:
                sock.close()
    if not failures:
        raise error("getaddrinfo returns an empty list")
    try:
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup("create_connection failed", failures)
    finally:
        failures.clear()


def has_dualstack_ipv6():
    """Whether one socket can take IPv4 and IPv6 connections."""
    if not has_ipv6 or not hasattr(_socket, "IPPROTO_IPV6") or not hasattr(_socket, "IPV6_V6ONLY"):
        return False
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except error:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that listens at (host, port)."""
    if reuse_port and not hasattr(_socket, "SO_REUSEPORT"):
        raise ValueError("SO_REUSEPORT not supported on this platform")
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, SOCK_STREAM)
    try:
        # On Windows it would let two servers listen at one port.
        if os.name not in ("nt", "cygwin") and hasattr(_socket, "SO_REUSEADDR"):
            try:
                sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            except error:
                pass
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if has_ipv6 and family == AF_INET6:
            if dualstack_ipv6:
                sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            elif hasattr(_socket, "IPV6_V6ONLY") and hasattr(_socket, "IPPROTO_IPV6"):
                sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1)
        try:
            sock.bind(address)
        except error as e:
            raise error(e.errno, f"{e.strerror} (while attempting to bind on address {address!r})") from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except error:
        sock.close()
        raise


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host and port: a list of (family, type, proto, canonname, sockaddr)."""
    return [(_intenum_converter(af, AddressFamily), _intenum_converter(kind, SocketKind), proto, canonname, place)
            for af, kind, proto, canonname, place in _socket.getaddrinfo(host, port, family, type, proto, flags)]
