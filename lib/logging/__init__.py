# logging: loggers in a tree by their dotted names, handlers that send their records somewhere.  _lock guards the tree and the
# lists of handlers; a handler's own lock guards what it writes to.

"""Records of what a program does, sent to handlers: see getLogger() and basicConfig()."""

import atexit
import collections
import io
import os
import sys
import threading
import time
import warnings
import weakref
from types import GenericAlias

from ._format import (
    BASIC_FORMAT, BufferingFormatter, Formatter, PercentStyle, StrFormatStyle, StringTemplateStyle,
    Template, _STYLES, _defaultFormatter, _str_formatter, re,
)

__all__ = [
    "BASIC_FORMAT", "BufferingFormatter", "CRITICAL", "DEBUG", "ERROR", "FATAL", "FileHandler", "Filter",
    "Formatter", "Handler", "INFO", "LogRecord", "Logger", "LoggerAdapter", "NOTSET", "NullHandler",
    "StreamHandler", "WARN", "WARNING", "addLevelName", "basicConfig", "captureWarnings", "critical", "debug",
    "disable", "error", "exception", "fatal", "getLevelName", "getLogger", "getLoggerClass", "info", "log",
    "makeLogRecord", "setLoggerClass", "shutdown", "warn", "warning", "getLogRecordFactory",
    "setLogRecordFactory", "lastResort", "raiseExceptions", "getLevelNamesMapping", "getHandlerByName",
    "getHandlerNames",
]

_startTime = time.time_ns()

# Whether errors while a record is handled are told of on stderr.
raiseExceptions = True
# What a record says of where it was made.
logThreads = True
logMultiprocessing = True
logProcesses = True
logAsyncioTasks = True

CRITICAL = 50
FATAL = CRITICAL
ERROR = 40
WARNING = 30
WARN = WARNING
INFO = 20
DEBUG = 10
NOTSET = 0

_levelToName = {
    CRITICAL: "CRITICAL", ERROR: "ERROR", WARNING: "WARNING", INFO: "INFO", DEBUG: "DEBUG", NOTSET: "NOTSET",
}
_nameToLevel = {
    "CRITICAL": CRITICAL, "FATAL": FATAL, "ERROR": ERROR, "WARN": WARN, "WARNING": WARNING, "INFO": INFO,
    "DEBUG": DEBUG, "NOTSET": NOTSET,
}

_lock = threading.RLock()


def getLevelNamesMapping():
    """A new dict from the levels' names to their numbers."""
    return _nameToLevel.copy()


def getLevelName(level):
    """The name of a level's number, or the number of its name; "Level x" for what has none."""
    name = _levelToName.get(level)
    if name is None:
        name = _nameToLevel.get(level)
    return f"Level {level}" if name is None else name


def addLevelName(level, levelName):
    """Give a level a name."""
    with _lock:
        _levelToName[level] = levelName
        _nameToLevel[levelName] = level


def _checkLevel(level):
    # A level's number, from that or its name.
    if isinstance(level, int):
        return level
    if str(level) != level:
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _nameToLevel:
        raise ValueError(f"Unknown level: {level!r}")
    return _nameToLevel[level]


# The file name of this module's code, by which its frames are told from a caller's.  None: callers are not looked for.
_srcfile = _checkLevel.__code__.co_filename


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def _is_internal_frame(frame):
    # Whether the frame is of this module or of the import system.
    name = frame.f_code.co_filename
    return name == _srcfile or "importlib" in name and "_bootstrap" in name


# From a path to its last part, and that without its extension, for the few files that log.
_path_parts = {}


def _parts_of(pathname):
    try:
        filename = os.path.basename(pathname)
        parts = filename, os.path.splitext(filename)[0]
    except (TypeError, ValueError, AttributeError):
        return pathname, "Unknown module"
    if len(_path_parts) > 1000:
        _path_parts.clear()
    _path_parts[pathname] = parts
    return parts


class LogRecord:
    """What is to be logged: the message with its arguments, when and where it was made."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time_ns()
        self.name = name
        self.msg = msg
        # One mapping as the only argument: the message names its items.
        if args and len(args) == 1 and isinstance(args[0], collections.abc.Mapping) and args[0]:
            args = args[0]
        self.args = args
        self.levelname = _levelToName.get(level) or getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        try:
            self.filename, self.module = _path_parts[pathname]
        except (KeyError, TypeError):
            self.filename, self.module = _parts_of(pathname)
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = created = now / 1e9
        # Whole milliseconds; where the division above rounded up to the next second they must not say 999.
        msecs = (now % 1_000_000_000) // 1_000_000 + 0.0
        if msecs == 999.0 and int(created) != now // 1_000_000_000:
            msecs = 0.0
        self.msecs = msecs
        self.relativeCreated = (now - _startTime) / 1e6
        if logThreads:
            self.thread = ident = threading.get_ident()
            try:
                self.threadName = threading._active[ident].name
            except KeyError:
                self.threadName = threading.current_thread().name
        else:
            self.thread = None
            self.threadName = None
        modules = sys.modules
        if not logMultiprocessing:
            self.processName = None
        elif (mp := modules.get("multiprocessing")) is None:
            self.processName = "MainProcess"
        else:
            self.processName = "MainProcess"
            try:
                self.processName = mp.current_process().name
            except Exception:
                pass
        self.process = os.getpid() if logProcesses and hasattr(os, "getpid") else None
        self.taskName = None
        if logAsyncioTasks and (asyncio := modules.get("asyncio")) is not None:
            try:
                self.taskName = asyncio.current_task().get_name()
            except Exception:
                pass

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments put in."""
        msg = str(self.msg)
        if self.args:
            msg = msg % self.args
        return msg


_logRecordFactory = LogRecord


def setLogRecordFactory(factory):
    """Have records made by this, which takes what LogRecord() takes."""
    global _logRecordFactory
    _logRecordFactory = factory


def getLogRecordFactory():
    """What makes records."""
    return _logRecordFactory


def makeLogRecord(dict):
    """A record with the attributes of a dict, as of one that came over a socket."""
    record = _logRecordFactory(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


class Filter:
    """Lets through the records of one logger and those below it."""

    def __init__(self, name=""):
        """name is the logger's; without one all records pass."""
        self.name = name
        self.nlen = len(name)

    def filter(self, record):
        """Whether the record may pass."""
        if self.nlen == 0 or self.name == record.name:
            return True
        return record.name.startswith(self.name) and record.name[self.nlen] == "."


class Filterer:
    """Has filters that records must pass: what loggers and handlers share."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Add a filter, unless it is there."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Take a filter away, if it is there."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record, or what a filter gave in its stead; something false if it may not pass."""
        for each in self.filters:
            result = each.filter(record) if hasattr(each, "filter") else each(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record


# Handlers by their names, and weak references to all, in the order of their making, for shutdown().
_handlers = weakref.WeakValueDictionary()
_handlerList = []


def _removeHandlerRef(wr):
    # The callback of the list's weak references.  At the end of a program the globals may be gone.
    handlers, lock = _handlerList, _lock
    if lock and handlers:
        with lock:
            try:
                handlers.remove(wr)
            except ValueError:
                pass


def _addHandlerRef(handler):
    with _lock:
        _handlerList.append(weakref.ref(handler, _removeHandlerRef))


def getHandlerByName(name):
    """The handler of that name, or None."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of all handlers that have one, an immutable set."""
    return frozenset(_handlers)


class Handler(Filterer):
    """Sends records somewhere; what all handlers share, emit() is the subclass's."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = _checkLevel(level)
        self.formatter = None
        self._closed = False
        _addHandlerRef(self)
        self.createLock()

    def get_name(self):
        """The handler's name, or None."""
        return self._name

    def set_name(self, name):
        """Name the handler; getHandlerByName() finds it then."""
        with _lock:
            if self._name in _handlers:
                del _handlers[self._name]
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """Make the lock for what is written to."""
        self.lock = threading.RLock()

    def acquire(self):
        """Take the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Give the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Handle records of this level and above only."""
        self.level = _checkLevel(level)

    def format(self, record):
        """The record's text, by the formatter that was set or the default one."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        """Send the record; a subclass must say how."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Emit the record if the filters let it pass; gives what they gave."""
        if self.filters or type(self).filter is not _plain_filter:
            passed = self.filter(record)
            if isinstance(passed, LogRecord):
                record = passed
            if not passed:
                return passed
        else:
            passed = record
        if (lock := self.lock) is None:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        else:
            with lock:
                self.emit(record)
        return passed

    def setFormatter(self, fmt):
        """Have records formatted by this."""
        self.formatter = fmt

    def flush(self):
        """See that all is written; here nothing."""

    def close(self):
        """Give back what the handler holds; its name is free afterwards."""
        with _lock:
            self._closed = True
            if self._name and self._name in _handlers:
                del _handlers[self._name]

    def handleError(self, record):
        """Tell on stderr of the error that is being handled, and of the record, if raiseExceptions says so."""
        if not (raiseExceptions and sys.stderr):
            return
        import traceback
        exc = sys.exception()
        err = sys.stderr
        try:
            err.write("--- Logging error ---\n")
            traceback.print_exception(exc, limit=None, file=err)
            err.write("Call stack:\n")
            # The stack below logging's own frames is what the user wants to see.
            frame = exc.__traceback__.tb_frame
            while frame and _of_this_package(frame):
                frame = frame.f_back
            if frame:
                traceback.print_stack(frame, file=err)
            else:
                err.write(f"Logged from file {record.filename}, line {record.lineno}\n")
            try:
                err.write(f"Message: {record.msg!r}\nArguments: {record.args}\n")
            except RecursionError:
                raise
            except Exception:
                err.write("Unable to print the message and arguments - possible formatting error.\n"
                          "Use the traceback above to help find the error.\n")
        except OSError:
            pass
        finally:
            del exc

    def __repr__(self):
        return f"<{type(self).__name__} ({getLevelName(self.level)})>"


_plain_filter = Filterer.filter
_package_files = _srcfile.removesuffix(">")


def _of_this_package(frame):
    return frame.f_code.co_filename.startswith(_package_files)


class StreamHandler(Handler):
    """Writes records to a stream, which it does not close."""

    terminator = "\n"

    def __init__(self, stream=None):
        """stream is sys.stderr unless given."""
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        """Flush the stream."""
        with self.lock:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()

    def emit(self, record):
        """Write the record's text and the terminator."""
        try:
            msg = self.format(record)
            self.stream.write(msg + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Write to another stream from now on; gives the old one, or None if it is the same."""
        old = self.stream
        if stream is old:
            return None
        with self.lock:
            self.flush()
            self.stream = stream
        return old

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        return f"<{type(self).__name__} {name + ' ' if name else ''}({getLevelName(self.level)})>"

    __class_getitem__ = classmethod(GenericAlias)


class FileHandler(StreamHandler):
    """Writes records to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        """With delay the file is opened when the first record comes."""
        filename = os.fspath(filename)
        self.baseFilename = os.path.abspath(filename)
        self.mode = mode
        self.encoding = encoding
        if "b" not in mode:
            self.encoding = io.text_encoding(encoding)
        self.errors = errors
        self.delay = delay
        # Kept, since records may come when builtins have been cleared.
        self._builtin_open = open
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def close(self):
        """Close the file."""
        with self.lock:
            try:
                if self.stream:
                    try:
                        self.flush()
                    finally:
                        stream, self.stream = self.stream, None
                        if hasattr(stream, "close"):
                            stream.close()
            finally:
                StreamHandler.close(self)

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        """Write the record, opening the file first where that is still to be done."""
        if self.stream is None:
            # A file that was to be overwritten is not opened again after its end.
            if self.mode != "w" or not self._closed:
                self.stream = self._open()
        if self.stream:
            StreamHandler.emit(self, record)

    def __repr__(self):
        return f"<{type(self).__name__} {self.baseFilename} ({getLevelName(self.level)})>"


class _StderrHandler(StreamHandler):
    # Writes to what sys.stderr is when a record comes.

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


# What handles records that no handler was found for.
_defaultLastResort = _StderrHandler(WARNING)
lastResort = _defaultLastResort


class PlaceHolder:
    """Stands in the tree for a name below which there are loggers, but which has none itself."""

    def __init__(self, alogger):
        self.loggerMap = {alogger: None}

    def append(self, alogger):
        """Another logger is below."""
        if alogger not in self.loggerMap:
            self.loggerMap[alogger] = None


def _check_class(klass):
    if klass != Logger and not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)


def setLoggerClass(klass):
    """Have loggers made of this class, a subclass of Logger."""
    global _loggerClass
    _check_class(klass)
    _loggerClass = klass


def getLoggerClass():
    """The class that loggers are made of."""
    return _loggerClass


class Manager:
    """The tree of loggers; there is one."""

    def __init__(self, rootnode):
        self.root = rootnode
        self.disable = 0
        self.emittedNoHandlerWarning = False
        self.loggerDict = {}
        self.loggerClass = None
        self.logRecordFactory = None

    @property
    def disable(self):
        return self._disable

    @disable.setter
    def disable(self, value):
        self._disable = _checkLevel(value)

    def getLogger(self, name):
        """The logger of that dotted name, made if there is none."""
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        with _lock:
            there = self.loggerDict.get(name)
            if there is not None and not isinstance(there, PlaceHolder):
                return there
            logger = (self.loggerClass or _loggerClass)(name)
            logger.manager = self
            self.loggerDict[name] = logger
            if there is not None:
                self._fixupChildren(there, logger)
            self._fixupParents(logger)
            return logger

    def setLoggerClass(self, klass):
        """Have this manager's loggers made of this class."""
        _check_class(klass)
        self.loggerClass = klass

    def setLogRecordFactory(self, factory):
        """Have this manager's records made by this."""
        self.logRecordFactory = factory

    def _fixupParents(self, alogger):
        # The parent of a new logger is the nearest one above; places that have none note it.
        above = alogger.name
        while dot := above.rfind(".") + 1:
            above = above[:dot - 1]
            there = self.loggerDict.get(above)
            if isinstance(there, Logger):
                alogger.parent = there
                return
            if there is None:
                self.loggerDict[above] = PlaceHolder(alogger)
            else:
                there.append(alogger)
        alogger.parent = self.root

    def _fixupChildren(self, ph, alogger):
        # A new logger comes between those below its place and their parents, where these are above it.
        name = alogger.name
        for below in ph.loggerMap:
            if not below.parent.name.startswith(name):
                alogger.parent = below.parent
                below.parent = alogger

    def _clear_cache(self):
        # What loggers remember of what is enabled, forgotten after a change of levels.
        with _lock:
            for logger in self.loggerDict.values():
                if isinstance(logger, Logger):
                    logger._cache.clear()
            self.root._cache.clear()


class Logger(Filterer):
    """One channel of logging; getLogger() makes them."""

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.name = name
        self.level = _checkLevel(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False
        # level: whether it is enabled.
        self._cache = {}

    def setLevel(self, level):
        """Log messages of this level and above only."""
        self.level = _checkLevel(level)
        self.manager._clear_cache()

    def debug(self, msg, *args, **kwargs):
        """Log msg % args at level DEBUG; exc_info=True adds the exception's traceback."""
        if self.isEnabledFor(DEBUG):
            self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Log msg % args at level INFO; exc_info=True adds the exception's traceback."""
        if self.isEnabledFor(INFO):
            self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Log msg % args at level WARNING; exc_info=True adds the exception's traceback."""
        if self.isEnabledFor(WARNING):
            self._log(WARNING, msg, args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """warning(), by its deprecated name."""
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Log msg % args at level ERROR; exc_info=True adds the exception's traceback."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """error() with the exception's traceback."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Log msg % args at level CRITICAL; exc_info=True adds the exception's traceback."""
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    def fatal(self, msg, *args, **kwargs):
        """critical(), by another name."""
        self.critical(msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Log msg % args at a level (a number); exc_info=True adds the exception's traceback."""
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def findCaller(self, stack_info=False, stacklevel=1):
        """Who called the logger: file name, line, function, and the stack's text if asked for (else None)."""
        frame = sys._getframe(1)
        caller = _outside(frame)
        if caller is None:
            caller = frame
        while stacklevel > 1 and (above := caller.f_back) is not None:
            caller = above
            if not _is_internal_frame(caller):
                stacklevel -= 1
        code = caller.f_code
        return code.co_filename, caller.f_lineno, code.co_name, _stack_text(caller) if stack_info else None

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """A record, with the attributes of extra too; subclasses may make another."""
        record = _logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        if extra is not None:
            there = record.__dict__
            for key in extra:
                if key in ("message", "asctime") or key in there:
                    raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
                there[key] = extra[key]
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        # What all the methods of levels come to: make the record and handle it.
        sinfo = None
        if _srcfile:
            try:
                fn, lno, func, sinfo = self.findCaller(stack_info, stacklevel)
            except ValueError:
                fn, lno, func = "(unknown file)", 0, "(unknown function)"
        else:
            fn, lno, func = "(unknown file)", 0, "(unknown function)"
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, fn, lno, msg, args, exc_info, func, extra, sinfo))

    def handle(self, record):
        """Call the handlers for a record, unless the logger is disabled or a filter is against it."""
        if self.disabled:
            return
        if self.filters or type(self).filter is not _plain_filter:
            passed = self.filter(record)
            if not passed:
                return
            if isinstance(passed, LogRecord):
                record = passed
        self.callHandlers(record)

    def addHandler(self, hdlr):
        """Add a handler, unless it is there."""
        with _lock:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        """Take a handler away, if it is there."""
        with _lock:
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

    def hasHandlers(self):
        """Whether this logger, or one above it that its records come to, has a handler."""
        logger = self
        while logger:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def callHandlers(self, record):
        """Hand a record to the handlers of this logger and of those above, up to one that does not propagate."""
        level = record.levelno
        found = False
        logger = self
        while logger is not None:
            for handler in logger.handlers:
                found = True
                if level >= handler.level:
                    handler.handle(record)
            if not logger.propagate:
                break
            logger = logger.parent
        if found:
            return
        if lastResort:
            if level >= lastResort.level:
                lastResort.handle(record)
        elif raiseExceptions and not self.manager.emittedNoHandlerWarning:
            sys.stderr.write(f'No handlers could be found for logger "{self.name}"\n')
            self.manager.emittedNoHandlerWarning = True

    def getEffectiveLevel(self):
        """The level of this logger, or of the nearest above that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        """Whether a message of that level would be logged."""
        if self.disabled:
            return False
        try:
            return self._cache[level]
        except KeyError:
            with _lock:
                enabled = self.manager.disable < level and level >= self.getEffectiveLevel()
                self._cache[level] = enabled
                return enabled

    def getChild(self, suffix):
        """The logger of that name below this one."""
        if self.root is not self:
            suffix = f"{self.name}.{suffix}"
        return self.manager.getLogger(suffix)

    def getChildren(self):
        """A set of the loggers right below this one."""
        with _lock:
            # A root's children are a dot less deep than it seems by its name.
            depth = 0 if self is self.manager.root else self.name.count(".") + 1
            return {it for it in self.manager.loggerDict.values()
                    if isinstance(it, Logger) and it.parent is self and it.name.count(".") == depth}

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    def __reduce__(self):
        if getLogger(self.name) is not self:
            import pickle
            raise pickle.PicklingError("logger cannot be pickled")
        return getLogger, (self.name,)


def _outside(frame):
    # The first frame from this one up that is not of this module, or None.
    while frame is not None:
        name = frame.f_code.co_filename
        if name != _srcfile and not ("importlib" in name and "_bootstrap" in name):
            return frame
        frame = frame.f_back
    return None


def _stack_text(frame):
    import traceback
    out = io.StringIO()
    out.write("Stack (most recent call last):\n")
    traceback.print_stack(frame, file=out)
    return out.getvalue().removesuffix("\n")


class RootLogger(Logger):
    """The logger above all."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)

    def __reduce__(self):
        return getLogger, ()


_loggerClass = Logger


class LoggerAdapter:
    """A logger that adds something to each message: see process()."""

    def __init__(self, logger, extra=None, merge_extra=False):
        """extra goes into the records; with merge_extra together with that of the call."""
        self.logger = logger
        self.extra = extra
        self.merge_extra = merge_extra

    def process(self, msg, kwargs):
        """The message and keyword arguments that the logger gets; here with the adapter's extra."""
        if self.merge_extra and "extra" in kwargs:
            kwargs["extra"] = {**self.extra, **kwargs["extra"]}
        else:
            kwargs["extra"] = self.extra
        return msg, kwargs

    def debug(self, msg, *args, **kwargs):
        """log() at level DEBUG."""
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """log() at level INFO."""
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """log() at level WARNING."""
        self.log(WARNING, msg, *args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """warning(), by its deprecated name."""
        warnings.warn("The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2)
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """log() at level ERROR."""
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """error() with the exception's traceback."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """log() at level CRITICAL."""
        self.log(CRITICAL, msg, *args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Have the logger log what process() makes of this."""
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        """Whether a message of that level would be logged."""
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        """Set the logger's level."""
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        """The logger's effective level."""
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        """Whether the logger's records come to a handler."""
        return self.logger.hasHandlers()

    def _log(self, level, msg, args, **kwargs):
        # For adapters of adapters that call it.
        return self.logger._log(level, msg, args, **kwargs)

    @property
    def manager(self):
        return self.logger.manager

    @manager.setter
    def manager(self, value):
        self.logger.manager = value

    @property
    def name(self):
        return self.logger.name

    def __repr__(self):
        logger = self.logger
        return f"<{type(self).__name__} {logger.name} ({getLevelName(logger.getEffectiveLevel())})>"

    __class_getitem__ = classmethod(GenericAlias)


root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)


def basicConfig(**kwargs):
    """Give the root logger a handler with a formatter, unless it has one (force=True replaces those).

    filename, filemode ('a'), encoding, errors   log to a file
    stream        log to this stream
    handlers      these handlers, which get a formatter if they have none
    format, datefmt, style ('%')   for the formatter
    level         the root logger's"""
    with _lock:
        given = kwargs.pop
        force, encoding, errors = given("force", False), given("encoding", None), given("errors", "backslashreplace")
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        handlers = given("handlers", None)
        if handlers is None:
            if "stream" in kwargs and "filename" in kwargs:
                raise ValueError("'stream' and 'filename' should not be specified together")
        elif "stream" in kwargs or "filename" in kwargs:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        if handlers is None:
            filename, mode = given("filename", None), given("filemode", "a")
            if filename:
                if "b" in mode:
                    errors = None
                else:
                    encoding = io.text_encoding(encoding)
                handlers = [FileHandler(filename, mode, encoding=encoding, errors=errors)]
            else:
                handlers = [StreamHandler(given("stream", None))]
        datefmt, style = given("datefmt", None), given("style", "%")
        if style not in _STYLES:
            raise ValueError("Style must be one of: %s" % ",".join(_STYLES))
        formatter = Formatter(given("format", _STYLES[style][1]), datefmt, style)
        for handler in handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        level = given("level", None)
        if level is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError("Unrecognised argument(s): %s" % ", ".join(kwargs))


def getLogger(name=None):
    """The logger of that dotted name, always the same one; the root logger without a name."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def critical(msg, *args, **kwargs):
    """Log at level CRITICAL with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.critical(msg, *args, **kwargs)


def fatal(msg, *args, **kwargs):
    """critical(), by another name."""
    critical(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    """Log at level ERROR with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.error(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """error() with the exception's traceback."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def warning(msg, *args, **kwargs):
    """Log at level WARNING with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.warning(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """warning(), by its deprecated name."""
    warnings.warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    """Log at level INFO with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.info(msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    """Log at level DEBUG with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.debug(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """Log at a level with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Log nothing of this level and below, in all loggers."""
    root.manager.disable = level
    root.manager._clear_cache()


def shutdown(handlerList=_handlerList):
    """Flush and close all handlers, the newest first; done when the program ends."""
    for wr in reversed(handlerList[:]):
        try:
            handler = wr()
            if not handler:
                continue
            try:
                handler.acquire()
                # A handler may not want to be flushed.
                if getattr(handler, "flushOnClose", True):
                    handler.flush()
                handler.close()
            except (OSError, ValueError):
                # What it writes to was closed before.
                pass
            finally:
                handler.release()
        except:
            if raiseExceptions:
                raise


atexit.register(shutdown)


class NullHandler(Handler):
    """Does nothing with records: for libraries, whose users may not log."""

    def handle(self, record):
        """Nothing."""

    def emit(self, record):
        """Nothing."""

    def createLock(self):
        """It needs no lock."""
        self.lock = None


# warnings.showwarning as it was before captureWarnings(True).
_warnings_showwarning = None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    # In place of warnings.showwarning; what goes to a file of its own still does.
    if file is not None:
        if _warnings_showwarning is not None:
            _warnings_showwarning(message, category, filename, lineno, file, line)
        return
    logger = getLogger("py.warnings")
    if not logger.handlers:
        logger.addHandler(NullHandler())
    logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))


def captureWarnings(capture):
    """Have warnings logged by the logger "py.warnings", or no more."""
    global _warnings_showwarning
    if capture:
        if _warnings_showwarning is None:
            _warnings_showwarning = warnings.showwarning
            warnings.showwarning = _showwarning
    elif _warnings_showwarning is not None:
        warnings.showwarning = _warnings_showwarning
        _warnings_showwarning = None


def __getattr__(name):
    if name == "traceback":
        import traceback
        return traceback
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
