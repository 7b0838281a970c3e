# logging.handlers: handlers that rotate files, send records over sockets or by mail, or keep them for later.

"""Handlers for logging beyond streams and files."""

import copy
import io
import logging
import os
import queue
import re
import struct
import threading
import time

DEFAULT_TCP_LOGGING_PORT = 9020
DEFAULT_UDP_LOGGING_PORT = 9021
DEFAULT_HTTP_LOGGING_PORT = 9022
DEFAULT_SOAP_LOGGING_PORT = 9023
SYSLOG_UDP_PORT = 514
SYSLOG_TCP_PORT = 514

_MIDNIGHT = 24 * 60 * 60


class BaseRotatingHandler(logging.FileHandler):
    """What handlers that rotate files share: subclasses say when (shouldRollover) and how (doRollover)."""

    # May be set: what makes a rotated file's name from the default one, and what moves a file to its new name.
    namer = None
    rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.mode = mode
        self.encoding = encoding
        self.errors = errors

    def emit(self, record):
        """Write the record, to a new file if it is time for one."""
        try:
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """The name of a rotated file: the namer's, or the default one."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Move the file to its new name, by the rotator or by renaming it."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)

    def _end_stream(self):
        if self.stream:
            self.stream.close()
            self.stream = None

    def _is_special(self):
        # Devices and the like are not rotated.
        return os.path.exists(self.baseFilename) and not os.path.isfile(self.baseFilename)


class RotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when one has grown to maxBytes; app.log becomes app.log.1, that app.log.2, and so on."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        """backupCount is how many old files are kept; with maxBytes=0 or backupCount=0 the file is not rotated."""
        if maxBytes > 0:
            # What is there counts, and is not to be lost.
            mode = "a"
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        BaseRotatingHandler.__init__(self, filename, mode, encoding=encoding, delay=delay, errors=errors)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def doRollover(self):
        """Rename the files and begin a new one."""
        self._end_stream()
        if self.backupCount > 0:
            for number in range(self.backupCount - 1, 0, -1):
                source = self.rotation_filename(f"{self.baseFilename}.{number}")
                if os.path.exists(source):
                    dest = self.rotation_filename(f"{self.baseFilename}.{number + 1}")
                    if os.path.exists(dest):
                        os.remove(dest)
                    os.rename(source, dest)
            dest = self.rotation_filename(f"{self.baseFilename}.1")
            if os.path.exists(dest):
                os.remove(dest)
            self.rotate(self.baseFilename, dest)
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """Whether the record would make the file too long; an empty file never is."""
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes <= 0:
            return False
        try:
            length = self.stream.tell()
        except io.UnsupportedOperation:
            return False
        if not length or length + len(self.format(record)) + 1 < self.maxBytes:
            return False
        return not self._is_special()


# What "when" may be: the seconds of one interval, the suffix of rotated files, and what finds that in a name.
_periods = {
    "S": (1, "%Y-%m-%d_%H-%M-%S", r"\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}"),
    "M": (60, "%Y-%m-%d_%H-%M", r"\d{4}-\d{2}-\d{2}_\d{2}-\d{2}"),
    "H": (60 * 60, "%Y-%m-%d_%H", r"\d{4}-\d{2}-\d{2}_\d{2}"),
    "D": (_MIDNIGHT, "%Y-%m-%d", r"\d{4}-\d{2}-\d{2}"),
    "MIDNIGHT": (_MIDNIGHT, "%Y-%m-%d", r"\d{4}-\d{2}-\d{2}"),
    "W": (7 * _MIDNIGHT, "%Y-%m-%d", r"\d{4}-\d{2}-\d{2}"),
}


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins a new file every so often; the old one is named by the time at which it began."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, utc=False,
                 atTime=None, errors=None):
        """when is S, M, H, D (intervals from the start), MIDNIGHT, or W0 (Monday) to W6, these at
        atTime, a datetime.time; backupCount is how many old files are kept (0: all)."""
        encoding = io.text_encoding(encoding)
        BaseRotatingHandler.__init__(self, filename, "a", encoding=encoding, delay=delay, errors=errors)
        self.when = when = when.upper()
        self.backupCount = backupCount
        self.utc = utc
        self.atTime = atTime
        if when.startswith("W"):
            if len(when) != 2:
                raise ValueError(f"You must specify a day for weekly rollover from 0 to 6 (0 is Monday): {when}")
            if not "0" <= when[1] <= "6":
                raise ValueError(f"Invalid day specified for weekly rollover: {when}")
            self.dayOfWeek = int(when[1])
        elif when not in _periods:
            raise ValueError(f"Invalid rollover interval specified: {when}")
        period, self.suffix, pattern = _periods["W" if when.startswith("W") else when]
        self.interval = period * interval
        self.extMatch = re.compile(rf"(?<!\d){pattern}(?!\d)", re.ASCII)
        # A file that is there began when it was last written to.
        if os.path.exists(filename := self.baseFilename):
            began = int(os.stat(filename).st_mtime)
        else:
            began = int(time.time())
        self.rolloverAt = self.computeRollover(began)

    def computeRollover(self, currentTime):
        """When a file is to end that is written to at that time (both in seconds since the epoch)."""
        weekly = self.when.startswith("W")
        if self.when != "MIDNIGHT" and not weekly:
            return currentTime + self.interval
        now = time.gmtime(currentTime) if self.utc else time.localtime(currentTime)
        day = now.tm_wday
        # The time of day as seconds; the end of the day if none was given.
        at = self.atTime
        at = _MIDNIGHT if at is None else (at.hour * 60 + at.minute) * 60 + at.second
        wait = at - ((now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec)
        if wait <= 0:
            wait += _MIDNIGHT
            day = (day + 1) % 7
        if weekly:
            wait += (self.dayOfWeek - day) % 7 * _MIDNIGHT
            wait += self.interval - 7 * _MIDNIGHT
        else:
            wait += self.interval - _MIDNIGHT
        result = currentTime + wait
        if self.utc:
            return result
        # The day is longer or shorter where the clocks change in between; an hour that there is not is the next one.
        change = now.tm_gmtoff - time.localtime(result).tm_gmtoff
        if change < 0 and time.localtime(result + change).tm_gmtoff == now.tm_gmtoff:
            return result
        return result + change

    def shouldRollover(self, record):
        """Whether the file's time is over."""
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if self._is_special():
            # It is not asked again for each record.
            self.rolloverAt = self.computeRollover(now)
            return False
        return True

    def getFilesToDelete(self):
        """The old files beyond backupCount, the oldest first."""
        folder, base = os.path.split(self.baseFilename)
        found = []
        for name in os.listdir(folder):
            if self.namer is None:
                if name.startswith(base + ".") and self.extMatch.fullmatch(name, len(base) + 1):
                    found.append(os.path.join(folder, name))
                continue
            # What looks like a time in the name is one if the namer makes this name of it.
            match = self.extMatch.search(name)
            while match:
                if os.path.basename(self.namer(f"{self.baseFilename}.{match[0]}")) == name:
                    found.append(os.path.join(folder, name))
                    break
                match = self.extMatch.search(name, match.start() + 1)
        if len(found) < self.backupCount:
            return []
        found.sort()
        return found[:len(found) - self.backupCount]

    def doRollover(self):
        """Rename the file by the time at which it began, and begin a new one."""
        now = int(time.time())
        began = self.rolloverAt - self.interval
        if self.utc:
            clock = time.gmtime(began)
        else:
            clock = time.localtime(began)
            clock = time.localtime(began + time.localtime(now).tm_gmtoff - clock.tm_gmtoff)
        dest = self.rotation_filename(f"{self.baseFilename}.{time.strftime(self.suffix, clock)}")
        if os.path.exists(dest):
            # Another process has done it.
            return
        self._end_stream()
        self.rotate(self.baseFilename, dest)
        if self.backupCount > 0:
            for path in self.getFilesToDelete():
                os.remove(path)
        if not self.delay:
            self.stream = self._open()
        self.rolloverAt = self.computeRollover(now)


class WatchedFileHandler(logging.FileHandler):
    """Writes to a file that others may move away: it is opened anew then."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding, delay=delay, errors=errors)
        self.dev, self.ino = -1, -1
        self._statstream()

    def _statstream(self):
        # Note which file it is that is open.
        if self.stream is None:
            return
        status = os.fstat(self.stream.fileno())
        self.dev, self.ino = status.st_dev, status.st_ino

    def reopenIfNeeded(self):
        """Open the file anew if that of its name is not the one that is open."""
        if self.stream is None:
            return
        try:
            status = os.stat(self.baseFilename)
            same = (status.st_dev, status.st_ino) == (self.dev, self.ino)
        except FileNotFoundError:
            same = False
        if not same:
            self.stream.flush()
            self.stream.close()
            self.stream = None
            self.stream = self._open()
            self._statstream()

    def emit(self, record):
        """Write the record, to the file that has the name now."""
        self.reopenIfNeeded()
        logging.FileHandler.emit(self, record)


class SocketHandler(logging.Handler):
    """Sends records as pickled dicts over TCP; makeLogRecord() makes records of them again."""

    def __init__(self, host, port):
        """With port None, host is the path of a Unix socket."""
        logging.Handler.__init__(self)
        self.host = host
        self.port = port
        self.address = host if port is None else (host, port)
        self.sock = None
        self.closeOnError = False
        # When to try again after a connection failed, and how long to wait: longer and longer.
        self.retryTime = None
        self.retryStart = 1.0
        self.retryMax = 30.0
        self.retryFactor = 2.0

    def makeSocket(self, timeout=1):
        """A connection to the host."""
        import socket
        if self.port is not None:
            return socket.create_connection(self.address, timeout=timeout)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection

    def createSocket(self):
        """Try to connect, unless the last failure is too recent."""
        now = time.time()
        if self.retryTime is not None and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
            self.retryTime = None
        except OSError:
            if self.retryTime is None:
                self.retryPeriod = self.retryStart
            else:
                self.retryPeriod = min(self.retryPeriod * self.retryFactor, self.retryMax)
            self.retryTime = now + self.retryPeriod

    def send(self, s):
        """Send bytes, connecting first if need be; what cannot be sent is lost."""
        if self.sock is None:
            self.createSocket()
        if self.sock:
            try:
                self.sock.sendall(s)
            except OSError:
                self.sock.close()
                self.sock = None

    def makePickle(self, record):
        """The record's bytes: its length and the pickle of its attributes, of plain types."""
        import pickle
        if record.exc_info:
            # For exc_text: a traceback cannot be pickled.
            self.format(record)
        attributes = dict(record.__dict__, msg=record.getMessage(), args=None, exc_info=None)
        attributes.pop("message", None)
        data = pickle.dumps(attributes, 1)
        return struct.pack(">L", len(data)) + data

    def handleError(self, record):
        """Close the connection if closeOnError says so, else as all handlers do."""
        if self.closeOnError and self.sock:
            self.sock.close()
            self.sock = None
        else:
            logging.Handler.handleError(self, record)

    def emit(self, record):
        """Send the record."""
        try:
            self.send(self.makePickle(record))
        except Exception:
            self.handleError(record)

    def close(self):
        """Close the connection."""
        with self.lock:
            if sock := self.sock:
                self.sock = None
                sock.close()
            logging.Handler.close(self)


class DatagramHandler(SocketHandler):
    """Sends records as pickled dicts over UDP."""

    def __init__(self, host, port):
        """With port None, host is the path of a Unix socket."""
        SocketHandler.__init__(self, host, port)
        self.closeOnError = False

    def makeSocket(self):
        """A socket for datagrams."""
        import socket
        return socket.socket(socket.AF_UNIX if self.port is None else socket.AF_INET, socket.SOCK_DGRAM)

    def send(self, s):
        """Send bytes, as one datagram."""
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, self.address)


class SysLogHandler(logging.Handler):
    """Sends records to a syslog daemon, over UDP, TCP or a Unix socket."""

    LOG_EMERG = 0
    LOG_ALERT = 1
    LOG_CRIT = 2
    LOG_ERR = 3
    LOG_WARNING = 4
    LOG_NOTICE = 5
    LOG_INFO = 6
    LOG_DEBUG = 7

    LOG_KERN = 0
    LOG_USER = 1
    LOG_MAIL = 2
    LOG_DAEMON = 3
    LOG_AUTH = 4
    LOG_SYSLOG = 5
    LOG_LPR = 6
    LOG_NEWS = 7
    LOG_UUCP = 8
    LOG_CRON = 9
    LOG_AUTHPRIV = 10
    LOG_FTP = 11
    LOG_NTP = 12
    LOG_SECURITY = 13
    LOG_CONSOLE = 14
    LOG_SOLCRON = 15
    LOG_LOCAL0 = 16
    LOG_LOCAL1 = 17
    LOG_LOCAL2 = 18
    LOG_LOCAL3 = 19
    LOG_LOCAL4 = 20
    LOG_LOCAL5 = 21
    LOG_LOCAL6 = 22
    LOG_LOCAL7 = 23

    priority_names = {
        "alert": LOG_ALERT, "crit": LOG_CRIT, "critical": LOG_CRIT, "debug": LOG_DEBUG, "emerg": LOG_EMERG,
        "err": LOG_ERR, "error": LOG_ERR, "info": LOG_INFO, "notice": LOG_NOTICE, "panic": LOG_EMERG,
        "warn": LOG_WARNING, "warning": LOG_WARNING,
    }

    facility_names = {
        "auth": LOG_AUTH, "authpriv": LOG_AUTHPRIV, "console": LOG_CONSOLE, "cron": LOG_CRON,
        "daemon": LOG_DAEMON, "ftp": LOG_FTP, "kern": LOG_KERN, "lpr": LOG_LPR, "mail": LOG_MAIL,
        "news": LOG_NEWS, "ntp": LOG_NTP, "security": LOG_SECURITY, "solaris-cron": LOG_SOLCRON,
        "syslog": LOG_SYSLOG, "user": LOG_USER, "uucp": LOG_UUCP, "local0": LOG_LOCAL0, "local1": LOG_LOCAL1,
        "local2": LOG_LOCAL2, "local3": LOG_LOCAL3, "local4": LOG_LOCAL4, "local5": LOG_LOCAL5,
        "local6": LOG_LOCAL6, "local7": LOG_LOCAL7,
    }

    priority_map = {"DEBUG": "debug", "INFO": "info", "WARNING": "warning", "ERROR": "error", "CRITICAL": "critical"}

    # What stands before each message, and whether a NUL byte ends it.
    ident = ""
    append_nul = True

    def __init__(self, address=("localhost", SYSLOG_UDP_PORT), facility=LOG_USER, socktype=None, timeout=None):
        """address is a host and port, or the path of a Unix socket such as /dev/log."""
        logging.Handler.__init__(self)
        self.address = address
        self.facility = facility
        self.socktype = socktype
        self.timeout = timeout
        self.socket = None
        self.createSocket()

    def _connect_unixsocket(self, address):
        import socket
        # Without a type asked for, either will do.
        types = [self.socktype] if self.socktype is not None else [socket.SOCK_DGRAM, socket.SOCK_STREAM]
        for socktype in types:
            self.socket = socket.socket(socket.AF_UNIX, socktype)
            try:
                self.socket.connect(address)
                self.socktype = socktype
                return
            except OSError:
                self.socket.close()
                if socktype is types[-1]:
                    raise

    def createSocket(self):
        """Connect to the daemon; with a Unix socket it may not be there yet."""
        import socket
        address = self.address
        if isinstance(address, str):
            self.unixsocket = True
            try:
                self._connect_unixsocket(address)
            except OSError:
                pass
            return
        self.unixsocket = False
        socktype = socket.SOCK_DGRAM if self.socktype is None else self.socktype
        host, port = address
        places = socket.getaddrinfo(host, port, 0, socktype)
        if not places:
            raise OSError("getaddrinfo returns an empty list")
        failure = sock = None
        for family, socktype, proto, _, place in places:
            failure = sock = None
            try:
                sock = socket.socket(family, socktype, proto)
                if self.timeout:
                    sock.settimeout(self.timeout)
                if socktype == socket.SOCK_STREAM:
                    sock.connect(place)
                break
            except OSError as e:
                failure = e
                if sock is not None:
                    sock.close()
        if failure is not None:
            raise failure
        self.socket = sock
        self.socktype = socktype

    def encodePriority(self, facility, priority):
        """The number of a facility and a priority, which may be names."""
        if isinstance(facility, str):
            facility = self.facility_names[facility]
        if isinstance(priority, str):
            priority = self.priority_names[priority]
        return facility << 3 | priority

    def close(self):
        """Close the socket."""
        with self.lock:
            if sock := self.socket:
                self.socket = None
                sock.close()
            logging.Handler.close(self)

    def mapPriority(self, levelName):
        """The name of the priority for a level's name."""
        return self.priority_map.get(levelName, "warning")

    def emit(self, record):
        """Send the record, as one datagram where the socket is for those."""
        try:
            text = self.format(record)
            if self.ident:
                text = self.ident + text
            if self.append_nul:
                text += "\0"
            priority = self.encodePriority(self.facility, self.mapPriority(record.levelname))
            data = b"<%d>" % priority + text.encode("utf-8")
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
            else:
                import socket
                if self.socktype == socket.SOCK_DGRAM:
                    self.socket.sendto(data, self.address)
                else:
                    self.socket.sendall(data)
        except Exception:
            self.handleError(record)


class SMTPHandler(logging.Handler):
    """Sends each record as a mail."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None, timeout=5.0):
        """mailhost is a host, or it and a port; credentials are a user name and a password, sent
        over TLS if secure is a tuple: (), a file of a key, or those of a key and a certificate."""
        logging.Handler.__init__(self)
        self.mailhost, self.mailport = mailhost if isinstance(mailhost, (list, tuple)) else (mailhost, None)
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        else:
            self.username = None
        self.fromaddr = fromaddr
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.subject = subject
        self.secure = secure
        self.timeout = timeout

    def getSubject(self, record):
        """The mail's subject for a record."""
        return self.subject

    def emit(self, record):
        """Send the record."""
        try:
            import email.utils
            import smtplib
            from email.message import EmailMessage
            server = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT, timeout=self.timeout)
            mail = EmailMessage()
            mail["From"] = self.fromaddr
            mail["To"] = ",".join(self.toaddrs)
            mail["Subject"] = self.getSubject(record)
            mail["Date"] = email.utils.localtime()
            mail.set_content(self.format(record))
            if self.username:
                if self.secure is not None:
                    import ssl
                    context = ssl._create_stdlib_context(*self.secure[1:], keyfile=self.secure[0]) \
                        if len(self.secure) == 2 else ssl._create_stdlib_context(*self.secure)
                    server.ehlo()
                    server.starttls(context=context)
                    server.ehlo()
                server.login(self.username, self.password)
            server.send_message(mail)
            server.quit()
        except Exception:
            self.handleError(record)


class NTEventLogHandler(logging.Handler):
    """Adds records to the event log of Windows, where its Python extensions are."""

    def __init__(self, appname, dllname=None, logtype="Application"):
        logging.Handler.__init__(self)
        self.appname = appname
        self.dllname = dllname
        self.logtype = logtype
        try:
            import win32evtlog
            import win32evtlogutil
        except ImportError:
            print("The Python Win32 extensions for NT (service, event logging) appear not to be available.")
            self._welu = None
            return
        self._welu = win32evtlogutil
        win32evtlogutil.AddSourceToRegistry(appname, dllname, logtype)
        self.deftype = win32evtlog.EVENTLOG_ERROR_TYPE
        self.typemap = {
            logging.DEBUG: win32evtlog.EVENTLOG_INFORMATION_TYPE,
            logging.INFO: win32evtlog.EVENTLOG_INFORMATION_TYPE,
            logging.WARNING: win32evtlog.EVENTLOG_WARNING_TYPE,
            logging.ERROR: win32evtlog.EVENTLOG_ERROR_TYPE,
            logging.CRITICAL: win32evtlog.EVENTLOG_ERROR_TYPE,
        }

    def getMessageID(self, record):
        """The id of the record's message in the log's resources."""
        return 1

    def getEventCategory(self, record):
        """The record's category."""
        return 0

    def getEventType(self, record):
        """The event's type for the record's level."""
        return self.typemap.get(record.levelno, self.deftype)

    def emit(self, record):
        """Add the record to the log."""
        if self._welu:
            try:
                self._welu.ReportEvent(self.appname, self.getMessageID(record), self.getEventCategory(record),
                                       self.getEventType(record), [self.format(record)])
            except Exception:
                self.handleError(record)

    def close(self):
        """Nothing: the log's source stays registered, for who looks at its events."""
        logging.Handler.close(self)


class HTTPHandler(logging.Handler):
    """Sends records to a web server, as the query of a GET or the form of a POST."""

    def __init__(self, host, url, method="GET", secure=False, credentials=None, context=None):
        """host may have a port; credentials are a user name and a password; context is one of ssl."""
        logging.Handler.__init__(self)
        method = method.upper()
        if method not in ("GET", "POST"):
            raise ValueError("method must be GET or POST")
        if not secure and context is not None:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host = host
        self.url = url
        self.method = method
        self.secure = secure
        self.credentials = credentials
        self.context = context

    def mapLogRecord(self, record):
        """What is sent of a record, a dict."""
        return record.__dict__

    def getConnection(self, host, secure):
        """A connection of http.client."""
        import http.client
        if secure:
            return http.client.HTTPSConnection(host, context=self.context)
        return http.client.HTTPConnection(host)

    def emit(self, record):
        """Send the record."""
        try:
            import urllib.parse
            connection = self.getConnection(self.host, self.secure)
            url = self.url
            data = urllib.parse.urlencode(self.mapLogRecord(record))
            if self.method == "GET":
                url += ("&" if "?" in url else "?") + data
            connection.putrequest(self.method, url)
            # The header of the host must not have its port twice.
            if self.method == "POST":
                connection.putheader("Content-type", "application/x-www-form-urlencoded")
                connection.putheader("Content-length", str(len(data)))
            if self.credentials:
                import base64
                user = ("%s:%s" % self.credentials).encode("utf-8")
                connection.putheader("Authorization", "Basic " + base64.b64encode(user).strip().decode("ascii"))
            connection.endheaders()
            if self.method == "POST":
                connection.send(data.encode("utf-8"))
            connection.getresponse()
        except Exception:
            self.handleError(record)


class BufferingHandler(logging.Handler):
    """Keeps records until there are capacity of them, then forgets them; subclasses do better."""

    def __init__(self, capacity):
        logging.Handler.__init__(self)
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        """Whether the buffer is to be flushed."""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        """Keep the record; flush if it is time to."""
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        """Forget the records."""
        with self.lock:
            self.buffer.clear()

    def close(self):
        """Flush."""
        try:
            self.flush()
        finally:
            logging.Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until there are capacity of them or one of flushLevel comes, then hands them to another handler."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        BufferingHandler.__init__(self, capacity)
        self.flushLevel = flushLevel
        self.target = target
        self.flushOnClose = flushOnClose

    def shouldFlush(self, record):
        """Whether the buffer is full or the record of flushLevel or above."""
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def setTarget(self, target):
        """Set the handler that gets the records."""
        with self.lock:
            self.target = target

    def flush(self):
        """Hand the records to the target; without one they are kept."""
        with self.lock:
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer.clear()

    def close(self):
        """Flush if flushOnClose says so, and let go of the target."""
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            with self.lock:
                self.target = None
                BufferingHandler.close(self)


class QueueHandler(logging.Handler):
    """Puts records into a queue, for a QueueListener in another thread or process."""

    def __init__(self, queue):
        logging.Handler.__init__(self)
        self.queue = queue
        # logging.config sets it.
        self.listener = None

    def enqueue(self, record):
        """Put the record into the queue, without waiting."""
        self.queue.put_nowait(record)

    def prepare(self, record):
        """A copy of the record that can be pickled: its message is formatted, with its traceback."""
        text = self.format(record)
        record = copy.copy(record)
        record.message = record.msg = text
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    def emit(self, record):
        """Put what prepare() gives into the queue."""
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """Hands the records of a queue to handlers, in a thread of its own; in a with statement it runs until its end."""

    # What in the queue ends the thread.
    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue = queue
        self.handlers = handlers
        self._thread = None
        self.respect_handler_level = respect_handler_level

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *args):
        self.stop()

    def dequeue(self, block):
        """Take a record from the queue, waiting for one if block is true."""
        return self.queue.get(block)

    def start(self):
        """Start the thread."""
        if self._thread is not None:
            raise RuntimeError("Listener already started")
        self._thread = thread = threading.Thread(target=self._monitor)
        thread.daemon = True
        thread.start()

    def prepare(self, record):
        """The record for the handlers; here as it is."""
        return record

    def handle(self, record):
        """Hand a record to all handlers, or those whose level it has if respect_handler_level says so."""
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        # The thread's loop.
        counts = hasattr(self.queue, "task_done")
        while True:
            try:
                record = self.dequeue(True)
            except queue.Empty:
                return
            if record is not self._sentinel:
                self.handle(record)
            if counts:
                self.queue.task_done()
            if record is self._sentinel:
                return

    def enqueue_sentinel(self):
        """Put what ends the thread into the queue."""
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        """End the thread, after all records that are in the queue."""
        if self._thread:
            self.enqueue_sentinel()
            self._thread.join()
            self._thread = None


def __getattr__(name):
    if name == "socket":
        import socket
        return socket
    if name == "pickle":
        import pickle
        return pickle
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
