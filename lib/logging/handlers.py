# logging.handlers: handlers that rotate files, send records over sockets or by mail, or keep them for later.
# Modules of the network are imported by the first handler that needs them; an error in emit() never leaves it.

"""Handlers for logging beyond streams and files."""

import copy
import functools
import io
import itertools
import logging
import os
import queue
import re
import struct
import threading
import time

_Handler, _FileHandler = logging.Handler, logging.FileHandler

(DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT, DEFAULT_HTTP_LOGGING_PORT,
 DEFAULT_SOAP_LOGGING_PORT) = range(9020, 9024)
SYSLOG_UDP_PORT = SYSLOG_TCP_PORT = 514


def _reported(send):
    # An emit() whose errors go to handleError().
    @functools.wraps(send)
    def emit(self, record):
        try:
            send(self, record)
        except Exception:
            self.handleError(record)

    return emit


def _hang_up(handler, attribute):
    # Close the handler's socket, if it has one.
    line = getattr(handler, attribute)
    if line is not None:
        setattr(handler, attribute, None)
        line.close()


# ---------------------------------------------------------------- handlers that keep records

class QueueHandler(_Handler):
    """Puts records into a queue, for a QueueListener in another thread or process."""

    def __init__(self, queue):
        _Handler.__init__(self)
        # The listener is set by logging.config.
        self.listener, self.queue = None, queue

    def emit(self, record):
        """Put what prepare() gives into the queue."""
        try:
            ready = self.prepare(record)
            self.enqueue(ready)
        except Exception:
            self.handleError(record)

    def prepare(self, record):
        """A copy of the record that can be pickled: its message is formatted, with its traceback."""
        text = self.format(record)
        sendable = copy.copy(record)
        sendable.msg = sendable.message = text
        sendable.args = sendable.exc_info = sendable.exc_text = sendable.stack_info = None
        return sendable

    def enqueue(self, record):
        """Put the record into the queue, without waiting."""
        self.queue.put_nowait(record)


class QueueListener:
    """Hands the records of a queue to handlers, in a thread of its own; in a with statement it runs until its end."""

    # What in the queue ends the thread.
    _sentinel = None
    _thread = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue, self.handlers = queue, handlers
        self.respect_handler_level = respect_handler_level

    def start(self):
        """Start the thread."""
        if self._thread is not None:
            raise RuntimeError("Listener already started")
        self._thread = threading.Thread(target=self._monitor, daemon=True)
        self._thread.start()

    def stop(self):
        """End the thread, after all records that are in the queue."""
        if worker := self._thread:
            self.enqueue_sentinel()
            worker.join()
            self._thread = None

    def enqueue_sentinel(self):
        """Put what ends the thread into the queue."""
        self.queue.put_nowait(self._sentinel)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc_info):
        self.stop()

    def _monitor(self):
        # What the thread does.
        count_done = getattr(self.queue, "task_done", bool)
        running = True
        try:
            while running:
                item = self.dequeue(True)
                running = item is not self._sentinel
                if running:
                    self.handle(item)
                count_done()
        except queue.Empty:
            pass

    def dequeue(self, block):
        """Take a record from the queue, waiting for one if block is true."""
        return self.queue.get(block)

    def handle(self, record):
        """Hand a record to all handlers, or those whose level it has if respect_handler_level says so."""
        record = self.prepare(record)
        choosy = self.respect_handler_level
        for each in self.handlers:
            if choosy and each.level > record.levelno:
                continue
            each.handle(record)

    def prepare(self, record):
        """The record for the handlers; here as it is."""
        return record


class BufferingHandler(_Handler):
    """Keeps records until there are capacity of them, then forgets them; subclasses do better."""

    def __init__(self, capacity):
        _Handler.__init__(self)
        self.buffer, self.capacity = [], capacity

    def emit(self, record):
        """Keep the record; flush if it is time to."""
        kept = self.buffer
        kept.append(record)
        if self.shouldFlush(record):
            self.flush()

    def shouldFlush(self, record):
        """Whether the buffer is to be flushed."""
        return self.capacity <= len(self.buffer)

    def flush(self):
        """Forget the records."""
        with self.lock:
            self._forward(None)

    def _forward(self, handler):
        # The records leave the buffer, to the handler if there is one.
        if handler:
            for record in self.buffer:
                handler.handle(record)
        self.buffer.clear()

    def close(self):
        """Flush."""
        try:
            self.flush()
        finally:
            _Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until there are capacity of them or one of flushLevel comes, then hands them to another handler."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        BufferingHandler.__init__(self, capacity)
        self.flushLevel, self.flushOnClose, self.target = flushLevel, flushOnClose, target

    def setTarget(self, target):
        """Set the handler that gets the records."""
        with self.lock:
            self.target = target

    def shouldFlush(self, record):
        """Whether the buffer is full or the record of flushLevel or above."""
        return record.levelno >= self.flushLevel or BufferingHandler.shouldFlush(self, record)

    def flush(self):
        """Hand the records to the target; without one they are kept."""
        with self.lock:
            if receiver := self.target:
                self._forward(receiver)

    def close(self):
        """Flush if flushOnClose says so, and let go of the target."""
        with self.lock:
            try:
                if self.flushOnClose:
                    self.flush()
            finally:
                # Without it, the flush of what follows keeps what is left.
                self.target = None
                BufferingHandler.close(self)


# ---------------------------------------------------------------- files

class WatchedFileHandler(_FileHandler):
    """Writes to a file that others may move away: it is opened anew then."""

    # Device and number of the file that is open.
    dev = ino = -1

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        _FileHandler.__init__(self, filename, mode, encoding if "b" in mode else io.text_encoding(encoding), delay, errors)
        self._statstream()

    def _statstream(self):
        # Note which file it is that is open.
        if stream := self.stream:
            now = os.fstat(stream.fileno())
            self.dev, self.ino = now.st_dev, now.st_ino

    def _moved(self):
        # Whether the name is another file's by now, or none's.
        try:
            now = os.stat(self.baseFilename)
        except FileNotFoundError:
            return True
        return now.st_ino != self.ino or now.st_dev != self.dev

    def reopenIfNeeded(self):
        """Open the file anew if that of its name is not the one that is open."""
        if self.stream is not None and self._moved():
            self._end_stream()
            self.stream = self._open()
            self._statstream()

    def emit(self, record):
        """Write the record, to the file that has the name now."""
        self.reopenIfNeeded()
        _FileHandler.emit(self, record)


class BaseRotatingHandler(_FileHandler):
    """What handlers that rotate files share: subclasses say when (shouldRollover) and how (doRollover)."""

    # May be set: what makes a rotated file's name from the default one, and what moves a file to its new name.
    namer = rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        _FileHandler.__init__(self, filename, mode, encoding, delay, errors)
        self.encoding, self.mode, self.errors = encoding, mode, errors

    def rotation_filename(self, default_name):
        """The name of a rotated file: the namer's, or the default one."""
        if callable(name_of := self.namer):
            return name_of(default_name)
        return default_name

    def rotate(self, source, dest):
        """Move the file to its new name, by the rotator or by renaming it."""
        if callable(move := self.rotator):
            move(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)

    def emit(self, record):
        """Write the record, to a new file if it is time for one."""
        try:
            due = self.shouldRollover(record)
            if due:
                self.doRollover()
            _FileHandler.emit(self, record)
        except Exception:
            self.handleError(record)

    def _is_special(self):
        # Devices and the like are not rotated.
        path = self.baseFilename
        return os.path.exists(path) and not os.path.isfile(path)

    def _begin_anew(self):
        # Open the new file, or leave that to the next record.
        if not self.delay:
            self.stream = self._open()


class RotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when one has grown to maxBytes; app.log becomes app.log.1, that app.log.2, and so on."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        """backupCount is how many old files are kept; with maxBytes=0 or backupCount=0 the file is not rotated."""
        # What is there counts when it is to be rotated, and is not to be lost.
        mode = "a" if maxBytes > 0 else mode
        BaseRotatingHandler.__init__(self, filename, mode, encoding if "b" in mode else io.text_encoding(encoding),
                                     delay, errors)
        self.backupCount, self.maxBytes = backupCount, maxBytes

    def shouldRollover(self, record):
        """Whether the record would make the file too long; an empty file never is."""
        if not self.stream:
            self.stream = self._open()
        if (most := self.maxBytes) <= 0:
            return False
        try:
            size = self.stream.tell()
        except io.UnsupportedOperation:
            return False
        return size > 0 and size + len(self.format(record)) + 1 >= most and not self._is_special()

    def doRollover(self):
        """Rename the files and begin a new one."""
        self._end_stream()
        if self.backupCount > 0:
            numbers = range(self.backupCount, 0, -1)
            # From the oldest, which is overwritten, to the first.
            paths = [self.rotation_filename(f"{self.baseFilename}.{number}") for number in numbers]
            for older, newer in itertools.pairwise(paths):
                if os.path.exists(newer):
                    os.replace(newer, older)
            first = paths[-1]
            if os.path.exists(first):
                os.remove(first)
            self.rotate(self.baseFilename, first)
        self._begin_anew()


_MIDNIGHT = 86400
_WEEK = 7 * _MIDNIGHT

# What "when" begins with: the seconds of one interval, and how much of this its files' suffix is.
_FINEST = "%Y-%m-%d_%H-%M-%S"
_periods = {"S": (1, 17), "M": (60, 14), "H": (3600, 11), "D": (_MIDNIGHT, 8), "MIDNIGHT": (_MIDNIGHT, 8), "W": (_WEEK, 8)}


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins a new file every so often; the old one is named by the time at which it began."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, utc=False,
                 atTime=None, errors=None):
        """when is S, M, H, D (intervals from the start), MIDNIGHT, or W0 (Monday) to W6, these at
        atTime, a datetime.time; backupCount is how many old files are kept (0: all)."""
        BaseRotatingHandler.__init__(self, filename, "a", io.text_encoding(encoding), delay, errors)
        self.backupCount, self.utc, self.atTime = backupCount, utc, atTime
        self._set_period(when.upper(), interval)
        # A file that is there began when it was last written to.
        try:
            began = os.stat(self.baseFilename).st_mtime
        except OSError:
            began = time.time()
        self.rolloverAt = self.computeRollover(int(began))

    def _set_period(self, when, interval):
        # Set what follows from these.
        self.when = when
        kind, day = (when[0], when[1:]) if when.startswith("W") else (when, "")
        if kind not in _periods:
            raise ValueError(f"Invalid rollover interval specified: {when}")
        if kind == "W":
            if len(day) != 1:
                raise ValueError(f"You must specify a day for weekly rollover from 0 to 6 (0 is Monday): {when}")
            if day not in "0123456":
                raise ValueError(f"Invalid day specified for weekly rollover: {when}")
            self.dayOfWeek = int(day)
        seconds, shown = _periods[kind]
        self.interval = interval * seconds
        self.suffix = _FINEST[:shown]
        digits = re.sub("%[a-zA-Z]", r"\\d{2}", self.suffix.replace("%Y", r"\d{4}"))
        self.extMatch = re.compile(rf"(?<!\d){digits}(?!\d)", re.ASCII)

    def computeRollover(self, currentTime):
        """When a file is to end that is written to at that time (both in seconds since the epoch)."""
        weekly = self.when.startswith("W")
        if not weekly and self.when != "MIDNIGHT":
            return currentTime + self.interval
        clock = (time.gmtime if self.utc else time.localtime)(currentTime)
        # How long until the hour, which is the end of the day unless given, and the weekday then.
        hour = _MIDNIGHT
        if (at := self.atTime) is not None:
            hour = at.second + 60 * (at.minute + 60 * at.hour)
        passed = clock.tm_sec + 60 * (clock.tm_min + 60 * clock.tm_hour)
        days, wait = (0, hour - passed) if hour > passed else (1, hour - passed + _MIDNIGHT)
        end = currentTime + wait + self.interval
        if weekly:
            end += (self.dayOfWeek - clock.tm_wday - days) % 7 * _MIDNIGHT - _WEEK
        else:
            end -= _MIDNIGHT
        return end if self.utc else self._same_hour(end, clock.tm_gmtoff)

    @staticmethod
    def _same_hour(moment, offset):
        # The moment whose local clock shows what this one's would by the offset from UTC; where the clocks are put
        # forward, an hour that there is not is the next one.
        gained = time.localtime(moment).tm_gmtoff - offset
        if gained > 0 and time.localtime(moment - gained).tm_gmtoff == offset:
            return moment
        return moment - gained

    def shouldRollover(self, record):
        """Whether the file's time is over."""
        now = int(time.time())
        due = now >= self.rolloverAt
        if due and self._is_special():
            # It is not asked again for each record.
            self.rolloverAt = self.computeRollover(now)
            return False
        return due

    def doRollover(self):
        """Rename the file by the time at which it began, and begin a new one."""
        now, began = int(time.time()), self.rolloverAt - self.interval
        if self.utc:
            clock = time.gmtime(began)
        else:
            # By the offset from UTC that is valid now.
            moved = time.localtime(now).tm_gmtoff - time.localtime(began).tm_gmtoff
            clock = time.localtime(began + moved)
        old = self.rotation_filename(self.baseFilename + "." + time.strftime(self.suffix, clock))
        # Another process may have done it.
        if not os.path.exists(old):
            self._end_stream()
            self.rotate(self.baseFilename, old)
            for path in self.getFilesToDelete() if self.backupCount > 0 else ():
                os.remove(path)
            self._begin_anew()
            self.rolloverAt = self.computeRollover(now)

    def getFilesToDelete(self):
        """The old files beyond backupCount, the oldest first."""
        folder = os.path.dirname(self.baseFilename)
        mine = sorted(filter(self._is_rotated, os.listdir(folder)))
        surplus = max(len(mine) - self.backupCount, 0)
        return [os.path.join(folder, name) for name in mine[:surplus]]

    def _is_rotated(self, name):
        # Whether a file of that name in the folder is one of this handler's old ones.
        if self.namer is None:
            stem = os.path.basename(self.baseFilename) + "."
            return name.startswith(stem) and self.extMatch.fullmatch(name, len(stem)) is not None
        # What looks like a time in the name is one if the namer makes this name of it.
        begin = 0
        while found := self.extMatch.search(name, begin):
            if os.path.basename(self.namer(self.baseFilename + "." + found[0])) == name:
                return True
            begin = found.start() + 1
        return False


# ---------------------------------------------------------------- sockets

class SocketHandler(_Handler):
    """Sends records as pickled dicts over TCP; makeLogRecord() makes records of them again."""

    sock = None
    closeOnError = False
    # When to try again after a connection failed, and how long to wait: longer and longer.
    retryTime = None
    retryStart, retryFactor, retryMax = 1.0, 2.0, 30.0

    def __init__(self, host, port):
        """With port None, host is the path of a Unix socket."""
        _Handler.__init__(self)
        self.host, self.port = host, port
        self.address = (host, port) if port is not None else host

    def makeSocket(self, timeout=1):
        """A connection to the host."""
        import socket
        if self.port is not None:
            return socket.create_connection(self.address, timeout)
        return _connected(socket.AF_UNIX, socket.SOCK_STREAM, 0, timeout, self.address)

    def createSocket(self):
        """Try to connect, unless the last failure is too recent."""
        now, again = time.time(), self.retryTime
        if again is not None and again > now:
            return
        try:
            self.sock = self.makeSocket()
        except OSError:
            wait = self.retryStart
            if again is not None:
                wait = min(self.retryMax, self.retryPeriod * self.retryFactor)
            self.retryPeriod, self.retryTime = wait, now + wait
        else:
            self.retryTime = None

    def send(self, s):
        """Send bytes, connecting first if need be; what cannot be sent is lost."""
        if not self.sock:
            self.createSocket()
        if line := self.sock:
            try:
                line.sendall(s)
            except OSError:
                _hang_up(self, "sock")

    def makePickle(self, record):
        """The record's bytes: its length and the pickle of its attributes, of plain types."""
        import pickle
        if record.exc_info:
            # For exc_text: a traceback cannot be pickled.
            self.format(record)
        plain = record.__dict__ | {"msg": record.getMessage(), "args": None, "exc_info": None}
        plain.pop("message", None)
        pickled = pickle.dumps(plain, 1)
        return struct.pack(">L", len(pickled)) + pickled

    @_reported
    def emit(self, record):
        """Send the record."""
        self.send(self.makePickle(record))

    def handleError(self, record):
        """Close the connection if closeOnError says so, else as all handlers do."""
        if self.sock and self.closeOnError:
            _hang_up(self, "sock")
        else:
            _Handler.handleError(self, record)

    def close(self):
        """Close the connection."""
        with self.lock:
            _hang_up(self, "sock")
            _Handler.close(self)


class DatagramHandler(SocketHandler):
    """Sends records as pickled dicts over UDP; with port None, host is the path of a Unix socket."""

    def makeSocket(self):
        """A socket for datagrams."""
        import socket
        return socket.socket(socket.AF_INET if self.port is not None else socket.AF_UNIX, socket.SOCK_DGRAM)

    def send(self, s):
        """Send bytes, as one datagram."""
        if not self.sock:
            self.createSocket()
        self.sock.sendto(s, self.address)


def _connected(family, kind, protocol, timeout, address):
    # A new socket, connected if there is an address.
    import socket
    line = socket.socket(family, kind, protocol)
    try:
        if timeout:
            line.settimeout(timeout)
        if address is not None:
            line.connect(address)
    except OSError:
        line.close()
        raise
    return line


# The names of syslog's priorities and facilities, in the order of their numbers.
_PRIORITIES = "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"
_FACILITIES = (*"kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp security console solcron".split(),
               *(f"local{number}" for number in range(8)))


class SysLogHandler(_Handler):
    """Sends records to a syslog daemon, over UDP, TCP or a Unix socket."""

    priority_names = {name: number for number, name in enumerate(_PRIORITIES)}
    facility_names = {name: number for number, name in enumerate(_FACILITIES)}
    for _name, _number in (priority_names | facility_names).items():
        locals()["LOG_" + _name.upper()] = _number
    for _name, _also in ("emerg", "panic"), ("crit", "critical"), ("err", "error"), ("warning", "warn"):
        priority_names[_also] = priority_names[_name]
    facility_names["solaris-cron"] = facility_names.pop("solcron")
    del _name, _number, _also

    # The priority of a level's name, for mapPriority().
    priority_map = {level.upper(): level for level in ("debug", "info", "warning", "error", "critical")}

    # What stands before each message, and whether a NUL byte ends it.
    ident, append_nul = "", True
    socket = None

    def __init__(self, address=("localhost", SYSLOG_UDP_PORT), facility=facility_names["user"], socktype=None,
                 timeout=None):
        """address is a host and port, or the path of a Unix socket such as /dev/log."""
        _Handler.__init__(self)
        self.address, self.facility = address, facility
        self.socktype, self.timeout = socktype, timeout
        self.createSocket()

    def createSocket(self):
        """Connect to the daemon; with a Unix socket it may not be there yet."""
        self.unixsocket = isinstance(self.address, str)
        if not self.unixsocket:
            host, port = self.address
            self._connect_host(host, port)
            return
        try:
            self._connect_unixsocket(self.address)
        except OSError:
            pass

    def _connect_host(self, host, port):
        import socket
        failure = OSError("getaddrinfo returns an empty list")
        kind = socket.SOCK_DGRAM if self.socktype is None else self.socktype
        for family, kind, protocol, _, place in socket.getaddrinfo(host, port, 0, kind):
            try:
                self.socket = _connected(family, kind, protocol, self.timeout,
                                         place if kind == socket.SOCK_STREAM else None)
            except OSError as e:
                failure = e
            else:
                self.socktype = kind
                return
        raise failure

    def _connect_unixsocket(self, address):
        import socket
        # Without a type asked for, either will do.
        wanted = self.socktype
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM) if wanted is None else (wanted,):
            try:
                self.socket, self.socktype = _connected(socket.AF_UNIX, kind, 0, None, address), kind
                return
            except OSError as e:
                failure = e
        raise failure

    def encodePriority(self, facility, priority):
        """The number of a facility and a priority, which may be names."""
        high = self.facility_names[facility] if isinstance(facility, str) else facility
        low = self.priority_names[priority] if isinstance(priority, str) else priority
        return high << 3 | low

    def mapPriority(self, levelName):
        """The name of the priority for a level's name."""
        return self.priority_map.get(levelName, "warning")

    @_reported
    def emit(self, record):
        """Send the record, as one datagram where the socket is for those."""
        text = (self.ident or "") + self.format(record) + ("\0" if self.append_nul else "")
        number = self.encodePriority(self.facility, self.mapPriority(record.levelname))
        data = f"<{number}>".encode() + text.encode()
        if not self.socket:
            self.createSocket()
        if self.unixsocket:
            try:
                self.socket.send(data)
            except OSError:
                # The daemon may have been started anew.
                self.socket.close()
                self._connect_unixsocket(self.address)
                self.socket.send(data)
            return
        import socket
        if self.socktype == socket.SOCK_DGRAM:
            self.socket.sendto(data, self.address)
        else:
            self.socket.sendall(data)

    def close(self):
        """Close the socket."""
        with self.lock:
            _hang_up(self, "socket")
            _Handler.close(self)


# ---------------------------------------------------------------- mail, web servers and Windows

class SMTPHandler(_Handler):
    """Sends each record as a mail."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None, timeout=5.0):
        """mailhost is a host, or it and a port; credentials are a user name and a password, sent
        over TLS if secure is a tuple: (), a file of a key, or those of a key and a certificate."""
        _Handler.__init__(self)
        several = list, tuple
        self.mailhost, self.mailport = mailhost if isinstance(mailhost, several) else (mailhost, None)
        self.username = None
        if isinstance(credentials, several):
            self.username, self.password = credentials
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.fromaddr, self.subject = fromaddr, subject
        self.secure, self.timeout = secure, timeout

    def getSubject(self, record):
        """The mail's subject for a record."""
        return self.subject

    @_reported
    def emit(self, record):
        """Send the record."""
        import smtplib
        server = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT, timeout=self.timeout)
        mail = self._mail(record)
        if self.username:
            self._log_in(server)
        server.send_message(mail)
        server.quit()

    def _mail(self, record):
        from email.message import EmailMessage
        from email.utils import localtime
        mail = EmailMessage()
        for header, value in {"From": self.fromaddr, "To": ",".join(self.toaddrs), "Subject": self.getSubject(record),
                              "Date": localtime()}.items():
            mail[header] = value
        mail.set_content(self.format(record))
        return mail

    def _log_in(self, server):
        if self.secure is not None:
            import ssl
            files = dict(zip(("keyfile", "certfile"), self.secure))
            server.ehlo()
            server.starttls(context=ssl._create_stdlib_context(**files))
            server.ehlo()
        server.login(self.username, self.password)


class HTTPHandler(_Handler):
    """Sends records to a web server, as the query of a GET or the form of a POST."""

    def __init__(self, host, url, method="GET", secure=False, credentials=None, context=None):
        """host may have a port; credentials are a user name and a password; context is one of ssl."""
        _Handler.__init__(self)
        self.method = method.upper()
        if self.method not in {"GET", "POST"}:
            raise ValueError("method must be GET or POST")
        if context is not None and not secure:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host, self.url = host, url
        self.secure, self.credentials, self.context = secure, credentials, context

    def mapLogRecord(self, record):
        """What is sent of a record, a dict."""
        return record.__dict__

    def getConnection(self, host, secure):
        """A connection of http.client."""
        from http import client
        return client.HTTPSConnection(host, context=self.context) if secure else client.HTTPConnection(host)

    @_reported
    def emit(self, record):
        """Send the record."""
        from urllib.parse import urlencode
        server = self.getConnection(self.host, self.secure)
        url, form = self.url, urlencode(self.mapLogRecord(record))
        headers = {}
        posts = self.method == "POST"
        if posts:
            headers = {"Content-type": "application/x-www-form-urlencoded", "Content-length": str(len(form))}
        else:
            url += ("&" if "?" in url else "?") + form
        if self.credentials:
            from base64 import b64encode
            headers["Authorization"] = "Basic " + b64encode(("%s:%s" % self.credentials).encode()).decode()
        server.putrequest(self.method, url)
        for header in headers.items():
            server.putheader(*header)
        server.endheaders()
        if posts:
            server.send(form.encode())
        server.getresponse()


class NTEventLogHandler(_Handler):
    """Adds records to the event log of Windows, where its Python extensions are."""

    _welu = None

    def __init__(self, appname, dllname=None, logtype="Application"):
        _Handler.__init__(self)
        self.appname, self.dllname, self.logtype = appname, dllname, logtype
        try:
            import win32evtlog
            import win32evtlogutil
        except ImportError:
            print("The Python Win32 extensions for NT (service, event logging) appear not to be available.")
            return
        win32evtlogutil.AddSourceToRegistry(appname, dllname, logtype)
        self._welu = win32evtlogutil
        kinds = {logging.DEBUG: "INFORMATION", logging.INFO: "INFORMATION", logging.WARNING: "WARNING",
                 logging.ERROR: "ERROR", logging.CRITICAL: "ERROR"}
        self.typemap = {level: getattr(win32evtlog, f"EVENTLOG_{kind}_TYPE") for level, kind in kinds.items()}
        self.deftype = win32evtlog.EVENTLOG_ERROR_TYPE

    def getMessageID(self, record):
        """The id of the record's message in the log's resources."""
        return 1

    def getEventCategory(self, record):
        """The record's category."""
        return 0

    def getEventType(self, record):
        """The event's type for the record's level."""
        return self.typemap.get(record.levelno, self.deftype)

    @_reported
    def emit(self, record):
        """Add the record to the log."""
        if events := self._welu:
            numbers = self.getMessageID(record), self.getEventCategory(record), self.getEventType(record)
            events.ReportEvent(self.appname, *numbers, [self.format(record)])


def __getattr__(name):
    if name in {"socket", "pickle"}:
        return __import__(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
