# logging: loggers in a tree by their dotted names, handlers that send their records somewhere.  _lock guards the tree and the
# lists of handlers; a handler's own lock guards what it writes to.
#
# A message that is logged goes: a method of its level, isEnabledFor (a dict once asked), _log, which makes the record, handle,
# callHandlers, then handle and emit of each handler.  What all of them share by level is made by the small factories below.

"""Records of what a program does, sent to handlers: see getLogger() and basicConfig()."""

import atexit
from collections.abc import Mapping
import io
from operator import attrgetter
import os
import sys
import threading
import time
from types import GenericAlias
import warnings
import weakref

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

# What a record says of where it was made.
logThreads = logProcesses = logMultiprocessing = logAsyncioTasks = True
# Whether errors while a record is handled are told of on stderr.
raiseExceptions = True

_start = time.time_ns()
_lock = threading.RLock()


# ---------------------------------------------------------------- levels

_nameToLevel = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
_levelToName = {number: name for name, number in _nameToLevel.items() if name not in ("FATAL", "WARN")}
CRITICAL, FATAL, ERROR, WARN, WARNING, INFO, DEBUG, NOTSET = _nameToLevel.values()


def addLevelName(level, levelName):
    """Give a level a name."""
    with _lock:
        _nameToLevel[levelName], _levelToName[level] = level, levelName


def getLevelName(level):
    """The name of a level's number, or the number of its name; "Level x" for what has none."""
    for names in _levelToName, _nameToLevel:
        if (other := names.get(level)) is not None:
            return other
    return f"Level {level}"


def getLevelNamesMapping():
    """A new dict from the levels' names to their numbers."""
    return dict(_nameToLevel)


def _checkLevel(level):
    # A level's number, from that or its name.
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    number = _nameToLevel.get(level)
    if number is None:
        raise ValueError(f"Unknown level: {level!r}")
    return number


# ---------------------------------------------------------------- records

# From a path to its last part, and that without its extension, for the few files that log.
_path_parts = {}


def _parts_of(pathname):
    try:
        last = os.path.basename(pathname)
        if len(_path_parts) > 1000:
            _path_parts.clear()
        parts = _path_parts[pathname] = last, os.path.splitext(last)[0]
        return parts
    except (TypeError, ValueError, AttributeError):
        return pathname, "Unknown module"


def _running(module, function, attribute, default):
    # Of the process or the task that runs now, as a module says that is loaded but may be half loaded only.
    try:
        return attribute(getattr(module, function)())
    except Exception:
        return default


_process_name, _task_name = attrgetter("name"), lambda task: task.get_name()


class LogRecord:
    """What is to be logged: the message with its arguments, when and where it was made."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time_ns()
        if args and len(args) == 1 and args[0] and isinstance(args[0], Mapping):
            # The message names the items of its only argument.
            args = args[0]
        self.name, self.msg, self.args = name, msg, args
        self.levelname, self.levelno = _levelToName.get(level) or getLevelName(level), level
        self.pathname = pathname
        try:
            self.filename, self.module = _path_parts[pathname]
        except (KeyError, TypeError):
            self.filename, self.module = _parts_of(pathname)
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.created = created = now / 1e9
        msecs = now // 1_000_000 % 1000 + 0.0
        if msecs == 999.0 and int(created) > now // 1_000_000_000:
            # The division rounded up to the next second: that has just begun.
            msecs = 0.0
        self.msecs = msecs
        self.relativeCreated = (now - _start) / 1e6
        if not logThreads:
            self.thread = self.threadName = None
        else:
            self.thread = ident = threading.get_ident()
            try:
                self.threadName = threading._active[ident].name
            except KeyError:
                self.threadName = threading.current_thread().name
        process = "MainProcess" if logMultiprocessing else None
        if process and (loaded := sys.modules.get("multiprocessing")) is not None:
            process = _running(loaded, "current_process", _process_name, process)
        self.processName = process
        self.process = os.getpid() if logProcesses and hasattr(os, "getpid") else None
        self.taskName = None
        if logAsyncioTasks and (loaded := sys.modules.get("asyncio")) is not None:
            self.taskName = _running(loaded, "current_task", _task_name, None)

    def getMessage(self):
        """The message with its arguments put in."""
        text = str(self.msg)
        return text % self.args if self.args else text

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'


_logRecordFactory = LogRecord


def getLogRecordFactory():
    """What makes records."""
    return _logRecordFactory


def setLogRecordFactory(factory):
    """Have records made by this, which takes what LogRecord() takes."""
    global _logRecordFactory
    _logRecordFactory = factory


def makeLogRecord(dict):
    """A record with the attributes of a dict, as of one that came over a socket."""
    blank = _logRecordFactory(None, None, "", 0, "", (), None, None)
    vars(blank).update(dict)
    return blank


# ---------------------------------------------------------------- filters

class Filter:
    """Lets through the records of one logger and those below it."""

    def __init__(self, name=""):
        """name is the logger's; without one all records pass."""
        self.name, self.nlen = name, len(name)

    def filter(self, record):
        """Whether the record may pass."""
        return not self.name or f"{record.name}.".startswith(f"{self.name}.")


class Filterer:
    """Has filters that records must pass: what loggers and handlers share."""

    def __init__(self):
        self.filters = []

    def filter(self, record):
        """The record, or what a filter gave in its stead; something false if it may not pass."""
        for one in self.filters:
            verdict = (one.filter if hasattr(one, "filter") else one)(record)
            if isinstance(verdict, LogRecord):
                record = verdict
            elif not verdict:
                return False
        return record

    def addFilter(self, filter):
        """Add a filter, unless it is there."""
        _add(self.filters, filter)

    def removeFilter(self, filter):
        """Take a filter away, if it is there."""
        _remove(self.filters, filter)


def _add(members, member):
    if member not in members:
        members.append(member)


def _remove(members, member):
    if member in members:
        members.remove(member)


_plain_filter = Filterer.filter


# ---------------------------------------------------------------- loggers

# The file name of this module's code, by which its frames are told from a caller's.  None: callers are not looked for.
_srcfile = _checkLevel.__code__.co_filename


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


# What findCaller() gives of a caller that is not known.
_nowhere = "(unknown file)", 0, "(unknown function)", None


def _named(function, place, name, doc):
    # A function that was made by another, as if it had been written where it is found.
    function.__name__, function.__qualname__, function.__doc__ = name, place + name, doc
    return function


def _logs_at(level, name):
    def at_level(self, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    return _named(at_level, "Logger.", name,
                  f"Log msg % args at level {name.upper()}; exc_info=True adds the exception's traceback.")


def _warn_of_warn(kind):
    warnings.warn(f"The 'warn' {kind} is deprecated, use 'warning' instead", DeprecationWarning, stacklevel=3)


class Logger(Filterer):
    """One channel of logging; getLogger() makes them."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level = name, _checkLevel(level)
        self.parent, self.handlers = None, []
        self.propagate, self.disabled = True, False
        # By level, whether it is enabled; the manager forgets it for all loggers when a level changes.
        self._cache = {}

    debug = _logs_at(DEBUG, "debug")
    info = _logs_at(INFO, "info")
    warning = _logs_at(WARNING, "warning")
    error = _logs_at(ERROR, "error")
    critical = _logs_at(CRITICAL, "critical")

    def log(self, level, msg, *args, **kwargs):
        """Log msg % args at a level (a number); exc_info=True adds the exception's traceback."""
        if isinstance(level, int):
            if self.isEnabledFor(level):
                self._log(level, msg, args, **kwargs)
        elif raiseExceptions:
            raise TypeError("level must be an integer")

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """error() with the exception's traceback."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def fatal(self, msg, *args, **kwargs):
        """critical(), by another name."""
        self.critical(msg, *args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """warning(), by its deprecated name."""
        _warn_of_warn("method")
        self.warning(msg, *args, **kwargs)

    def setLevel(self, level):
        """Log messages of this level and above only."""
        self.level = _checkLevel(level)
        self.manager._clear_cache()

    def getEffectiveLevel(self):
        """The level of this logger, or of the nearest above that has one."""
        return next((one.level for one in self._upward() if one.level), NOTSET)

    def isEnabledFor(self, level):
        """Whether a message of that level would be logged."""
        if not self.disabled:
            try:
                return self._cache[level]
            except KeyError:
                pass
            with _lock:
                answer = self._cache[level] = level > self.manager.disable and level >= self.getEffectiveLevel()
            return answer
        return False

    def _upward(self):
        # This logger and those above it.
        while self is not None:
            yield self
            self = self.parent

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        # What all the methods of levels come to: make the record and handle it.
        try:
            file, line, function, stack = self.findCaller(stack_info, stacklevel) if _srcfile else _nowhere
        except ValueError:
            file, line, function, stack = _nowhere
        if exc_info and not isinstance(exc_info, tuple):
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            else:
                exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, file, line, msg, args, exc_info, function, extra, stack))

    def findCaller(self, stack_info=False, stacklevel=1):
        """Who called the logger: file name, line, function, and the stack's text if asked for (else None)."""
        caller = frame = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            file = code.co_filename
            # A module that logs while it is imported by a frozen importer is called by that.
            if file != _srcfile and not ("importlib" in file and "_bootstrap" in file):
                caller = frame
                if stacklevel <= 1:
                    break
                stacklevel -= 1
            frame = frame.f_back
        stack = None
        if stack_info:
            import traceback
            out = io.StringIO()
            print("Stack (most recent call last):", file=out)
            traceback.print_stack(caller, file=out)
            stack = out.getvalue().removesuffix("\n")
        code = caller.f_code
        return code.co_filename, caller.f_lineno, code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """A record, with the attributes of extra too; subclasses may make another."""
        record = _logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        if extra is not None:
            attributes = vars(record)
            for name in extra:
                if name in attributes or name in ("message", "asctime"):
                    raise KeyError(f"Attempt to overwrite {name!r} in LogRecord")
                attributes[name] = extra[name]
        return record

    def handle(self, record):
        """Call the handlers for a record, unless the logger is disabled or a filter is against it."""
        if self.disabled:
            return
        if self.filters or type(self).filter is not _plain_filter:
            verdict = self.filter(record)
            if not verdict:
                return
            if isinstance(verdict, LogRecord):
                record = verdict
        self.callHandlers(record)

    def callHandlers(self, record):
        """Hand a record to the handlers of this logger and of those above, up to one that does not propagate."""
        level, logger, nobody = record.levelno, self, True
        while logger is not None:
            for handler in logger.handlers:
                nobody = False
                if handler.level <= level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if nobody:
            if last := lastResort:
                if last.level <= level:
                    last.handle(record)
            elif raiseExceptions and not self.manager.emittedNoHandlerWarning:
                self.manager.emittedNoHandlerWarning = True
                sys.stderr.write(f'No handlers could be found for logger "{self.name}"\n')

    def hasHandlers(self):
        """Whether this logger, or one above it that its records come to, has a handler."""
        for logger in self._upward():
            if logger.handlers:
                return True
            if not logger.propagate:
                break
        return False

    def addHandler(self, hdlr):
        """Add a handler, unless it is there."""
        with _lock:
            _add(self.handlers, hdlr)

    def removeHandler(self, hdlr):
        """Take a handler away, if it is there."""
        with _lock:
            _remove(self.handlers, hdlr)

    def getChild(self, suffix):
        """The logger of that name below this one."""
        return self.manager.getLogger(suffix if self is self.root else f"{self.name}.{suffix}")

    def getChildren(self):
        """A set of the loggers right below this one."""
        stem = "" if self is self.manager.root else self.name
        with _lock:
            loggers = [one for one in self.manager.loggerDict.values() if isinstance(one, Logger)]
            return {one for one in loggers if one.parent is self and one.name.rpartition(".")[0] == stem}

    def __reduce__(self):
        if getLogger(self.name) is self:
            return getLogger, (self.name,)
        from pickle import PicklingError
        raise PicklingError("logger cannot be pickled")

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"


class RootLogger(Logger):
    """The logger above all."""

    def __init__(self, level):
        super().__init__("root", level)

    def __reduce__(self):
        return getLogger, ()


_loggerClass = Logger


def _derived(klass):
    if klass is not Logger and not issubclass(klass, Logger):
        raise TypeError(f"logger not derived from logging.Logger: {klass.__name__}")
    return klass


def getLoggerClass():
    """The class that loggers are made of."""
    return _loggerClass


def setLoggerClass(klass):
    """Have loggers made of this class, a subclass of Logger."""
    global _loggerClass
    _loggerClass = _derived(klass)


class PlaceHolder:
    """Stands in the tree for a name below which there are loggers, but which has none itself."""

    def __init__(self, alogger):
        self.loggerMap = {}
        self.append(alogger)

    def append(self, alogger):
        """Another logger is below."""
        self.loggerMap.setdefault(alogger)


class Manager:
    """The tree of loggers; there is one."""

    # These take the place of the module's where they are set.
    loggerClass = logRecordFactory = None

    def __init__(self, rootnode):
        self.root, self.loggerDict = rootnode, {}
        self.disable, self.emittedNoHandlerWarning = 0, False

    def _set_disable(self, value):
        self._disable = _checkLevel(value)

    disable = property(attrgetter("_disable"), _set_disable, doc="The level up to which nothing is logged.")

    def getLogger(self, name):
        """The logger of that dotted name, made if there is none."""
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        with _lock:
            there = self.loggerDict.get(name)
            if isinstance(there, Logger):
                return there
            new = self.loggerDict[name] = (self.loggerClass or _loggerClass)(name)
            new.manager = self
            above = new.parent = self._above(new)
            for below in there.loggerMap if there is not None else ():
                # It comes between, but for those that have a nearer parent.
                if below.parent is above:
                    below.parent = new
        return new

    def _above(self, logger):
        # The nearest logger above one; names on the way that have none note it.
        name = logger.name
        while (end := name.rfind(".")) > 0:
            name = name[:end]
            match self.loggerDict.get(name):
                case None:
                    self.loggerDict[name] = PlaceHolder(logger)
                case PlaceHolder() as place:
                    place.append(logger)
                case nearest:
                    return nearest
        return self.root

    def _clear_cache(self):
        with _lock:
            for one in self.root, *self.loggerDict.values():
                if not isinstance(one, PlaceHolder):
                    one._cache.clear()

    def setLoggerClass(self, klass):
        """Have this manager's loggers made of this class."""
        self.loggerClass = _derived(klass)

    def setLogRecordFactory(self, factory):
        """Have this manager's records made by this."""
        self.logRecordFactory = factory


root = Logger.root = RootLogger(WARNING)
Logger.manager = Manager(root)


def getLogger(name=None):
    """The logger of that dotted name, always the same one; the root logger without a name."""
    if name and not (isinstance(name, str) and name == root.name):
        return Logger.manager.getLogger(name)
    return root


def disable(level=CRITICAL):
    """Log nothing of this level and below, in all loggers."""
    manager = root.manager
    manager.disable = level
    manager._clear_cache()


# ---------------------------------------------------------------- adapters

def _adapts(level, name):
    def adapted(self, msg, *args, **kwargs):
        self.log(level, msg, *args, **kwargs)

    return _named(adapted, "LoggerAdapter.", name, f"log() at level {name.upper()}.")


class LoggerAdapter:
    """A logger that adds something to each message: see process()."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, logger, extra=None, merge_extra=False):
        """extra goes into the records; with merge_extra together with that of the call."""
        self.logger, self.extra, self.merge_extra = logger, extra, merge_extra

    def process(self, msg, kwargs):
        """The message and keyword arguments that the logger gets; here with the adapter's extra."""
        extra = self.extra
        if self.merge_extra and "extra" in kwargs:
            extra = {**extra, **kwargs["extra"]}
        kwargs["extra"] = extra
        return msg, kwargs

    def log(self, level, msg, *args, **kwargs):
        """Have the logger log what process() makes of this."""
        if not self.isEnabledFor(level):
            return
        msg, kwargs = self.process(msg, kwargs)
        self.logger.log(level, msg, *args, **kwargs)

    debug = _adapts(DEBUG, "debug")
    info = _adapts(INFO, "info")
    warning = _adapts(WARNING, "warning")
    error = _adapts(ERROR, "error")
    critical = _adapts(CRITICAL, "critical")

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """error() with the exception's traceback."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """warning(), by its deprecated name."""
        _warn_of_warn("method")
        self.warning(msg, *args, **kwargs)

    # The rest is the logger's.

    def isEnabledFor(self, level):
        """Whether a message of that level would be logged."""
        return self.logger.isEnabledFor(level)

    def getEffectiveLevel(self):
        """The logger's effective level."""
        return self.logger.getEffectiveLevel()

    def setLevel(self, level):
        """Set the logger's level."""
        self.logger.setLevel(level)

    def hasHandlers(self):
        """Whether the logger's records come to a handler."""
        return self.logger.hasHandlers()

    def _log(self, level, msg, args, **kwargs):
        # Asked for by an adapter of this adapter.
        self.logger._log(level, msg, args, **kwargs)

    def _set_manager(self, value):
        self.logger.manager = value

    name = property(attrgetter("logger.name"), doc="The logger's name.")
    manager = property(attrgetter("logger.manager"), _set_manager, doc="The logger's manager.")

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"


# ---------------------------------------------------------------- handlers

# Handlers by their names, and weak references to all, in the order of their making, for shutdown().
_handlers = weakref.WeakValueDictionary()
_handlerList = []


def getHandlerNames():
    """The names of all handlers that have one, an immutable set."""
    return frozenset(_handlers)


def getHandlerByName(name):
    """The handler of that name, or None."""
    return _handlers.get(name)


def _forget(reference, handlers=_handlerList, lock=_lock):
    # The callback of the list's references; at the end of a program globals may be gone.
    with lock:
        _remove(handlers, reference)


class Handler(Filterer):
    """Sends records somewhere; what all handlers share, emit() is the subclass's."""

    _name, _closed = None, False
    formatter = None

    def __init__(self, level=NOTSET):
        super().__init__()
        self.level = _checkLevel(level)
        with _lock:
            _handlerList.append(weakref.ref(self, _forget))
        self.createLock()

    def get_name(self):
        """The handler's name, or None."""
        return self._name

    def set_name(self, name):
        """Name the handler; getHandlerByName() finds it then."""
        with _lock:
            _handlers.pop(self._name, None)
            if name:
                _handlers[name] = self
            self._name = name

    name = property(get_name, set_name)

    def createLock(self):
        """Make the lock for what is written to."""
        self.lock = threading.RLock()

    def acquire(self):
        """Take the lock."""
        if lock := self.lock:
            lock.acquire()

    def release(self):
        """Give the lock back."""
        if lock := self.lock:
            lock.release()

    def setLevel(self, level):
        """Handle records of this level and above only."""
        self.level = _checkLevel(level)

    def setFormatter(self, fmt):
        """Have records formatted by this."""
        self.formatter = fmt

    def format(self, record):
        """The record's text, by the formatter that was set or the default one."""
        return (self.formatter or _defaultFormatter).format(record)

    def handle(self, record):
        """Emit the record if the filters let it pass; gives what they gave."""
        verdict = record
        if self.filters or type(self).filter is not _plain_filter:
            verdict = self.filter(record)
            if not verdict:
                return verdict
            if isinstance(verdict, LogRecord):
                record = verdict
        if (lock := self.lock) is not None:
            with lock:
                self.emit(record)
        else:
            self.emit(record)
        return verdict

    def emit(self, record):
        """Send the record; a subclass must say how."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handleError(self, record):
        """Tell on stderr of the error that is being handled, and of the record, if raiseExceptions says so."""
        if raiseExceptions and sys.stderr:
            try:
                _tell_error(sys.exception(), record, sys.stderr)
            except OSError:
                # Nobody can be told.
                pass

    def flush(self):
        """See that all is written; here nothing."""

    def close(self):
        """Give back what the handler holds; its name is free afterwards."""
        with _lock:
            if self._name:
                _handlers.pop(self._name, None)
            self._closed = True

    def __repr__(self):
        return f"<{type(self).__name__} ({getLevelName(self.level)})>"


def _tell_error(error, record, out):
    import traceback
    print("--- Logging error ---", file=out)
    traceback.print_exception(error, file=out)
    print("Call stack:", file=out)
    # What the user wants to see of the stack is below the frames of this package.
    package = _tell_error.__code__.co_filename.removesuffix(">")
    frame = error.__traceback__.tb_frame
    while frame and frame.f_code.co_filename.startswith(package):
        frame = frame.f_back
    if frame:
        traceback.print_stack(frame, file=out)
    else:
        print(f"Logged from file {record.filename}, line {record.lineno}", file=out)
    try:
        text = f"Message: {record.msg!r}\nArguments: {record.args}"
    except Exception as e:
        if isinstance(e, RecursionError):
            raise
        text = ("Unable to print the message and arguments - possible formatting error.\n"
                "Use the traceback above to help find the error.")
    print(text, file=out)


class NullHandler(Handler):
    """Does nothing with records: for libraries, whose users may not log."""

    def createLock(self):
        """It needs no lock."""
        self.lock = None

    def handle(self, record):
        """Nothing."""

    emit = handle


class StreamHandler(Handler):
    """Writes records to a stream, which it does not close."""

    __class_getitem__ = classmethod(GenericAlias)
    terminator = "\n"

    def __init__(self, stream=None):
        """stream is sys.stderr unless given."""
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def setStream(self, stream):
        """Write to another stream from now on; gives the old one, or None if it is the same."""
        if stream is self.stream:
            return None
        with self.lock:
            self.flush()
            before, self.stream = self.stream, stream
        return before

    def emit(self, record):
        """Write the record's text and the terminator."""
        try:
            text = self.format(record) + self.terminator
            self.stream.write(text)
            self.flush()
        except Exception as e:
            if isinstance(e, RecursionError):
                raise
            self.handleError(record)

    def flush(self):
        """Flush the stream."""
        with self.lock:
            if (stream := self.stream) and hasattr(stream, "flush"):
                stream.flush()

    def _target(self):
        # What repr() says that is written to.
        return str(getattr(self.stream, "name", ""))

    def __repr__(self):
        return f"<{' '.join(filter(None, (type(self).__name__, self._target())))} ({getLevelName(self.level)})>"


class FileHandler(StreamHandler):
    """Writes records to a file."""

    # Kept, since records may come when builtins have been cleared.
    _builtin_open = staticmethod(open)

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        """With delay the file is opened when the first record comes."""
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.encoding = encoding if "b" in mode else io.text_encoding(encoding)
        self.mode, self.errors, self.delay = mode, errors, delay
        # The file comes first: a handler whose file cannot be opened is not to be among those shut down.
        stream = None if delay else self._open()
        Handler.__init__(self)
        self.stream = stream

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        """Write the record, opening the file first where that is still to be done."""
        # One that overwrites is not opened again after its end.
        if self.stream is None and not (self._closed and self.mode == "w"):
            self.stream = self._open()
        if self.stream:
            super().emit(record)

    def close(self):
        """Close the file."""
        with self.lock:
            try:
                self._end_stream()
            finally:
                super().close()

    def _end_stream(self):
        # Flush and close the file, which is None from then on.
        if stream := self.stream:
            try:
                self.flush()
            finally:
                self.stream = None
                getattr(stream, "close", lambda: None)()

    def _target(self):
        return self.baseFilename


class _StderrHandler(StreamHandler):
    # Writes to what sys.stderr is when a record comes.

    stream = property(lambda self: sys.stderr)

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)


# What handles records that no handler was found for.
lastResort = _defaultLastResort = _StderrHandler(WARNING)


@atexit.register
def shutdown(handlerList=_handlerList):
    """Flush and close all handlers, the newest first; done when the program ends."""
    for reference in handlerList[::-1]:
        if handler := reference():
            try:
                _finish(handler)
            except BaseException:
                if raiseExceptions:
                    raise


def _finish(handler):
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


# ---------------------------------------------------------------- the root logger's short cuts

def basicConfig(**kwargs):
    """Give the root logger a handler with a formatter, unless it has one (force=True replaces those).

    filename, filemode ('a'), encoding, errors   log to a file
    stream        log to this stream
    handlers      these handlers, which get a formatter if they have none
    format, datefmt, style ('%')   for the formatter
    level         the root logger's"""
    take = kwargs.pop
    with _lock:
        encoding, errors = take("encoding", None), take("errors", "backslashreplace")
        for old in root.handlers[:] if take("force", False) else ():
            root.removeHandler(old)
            old.close()
        if root.handlers:
            return
        handlers = take("handlers", None)
        kinds = kwargs.keys() & {"stream", "filename"}
        if handlers is not None and kinds:
            raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
        if len(kinds) == 2:
            raise ValueError("'stream' and 'filename' should not be specified together")
        if handlers is None:
            filename, mode = take("filename", None), take("filemode", "a")
            if not filename:
                handlers = StreamHandler(take("stream", None)),
            elif "b" in mode:
                handlers = FileHandler(filename, mode, encoding=encoding),
            else:
                handlers = FileHandler(filename, mode, encoding=io.text_encoding(encoding), errors=errors),
        datefmt, style = take("datefmt", None), take("style", "%")
        if style not in _STYLES:
            raise ValueError("Style must be one of: " + ",".join(_STYLES))
        formatter = Formatter(take("format", _STYLES[style][1]), datefmt, style)
        for new in handlers:
            if new.formatter is None:
                new.setFormatter(formatter)
            root.addHandler(new)
        if (level := take("level", None)) is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError("Unrecognised argument(s): " + ", ".join(kwargs))


def _roots(name):
    def to_root(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(msg, *args, **kwargs)

    return _named(to_root, "", name,
                  f"Log at level {name.upper()} with the root logger, which gets a handler if it has none.")


debug, info, warning, error, critical = map(_roots, ("debug", "info", "warning", "error", "critical"))


def log(level, msg, *args, **kwargs):
    """Log at a level with the root logger, which gets a handler if it has none."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """error() with the exception's traceback."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def fatal(msg, *args, **kwargs):
    """critical(), by another name."""
    critical(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """warning(), by its deprecated name."""
    _warn_of_warn("function")
    warning(msg, *args, **kwargs)


# ---------------------------------------------------------------- warnings

# warnings.showwarning as it was before captureWarnings(True), else None.
_warnings_showwarning = None


def captureWarnings(capture):
    """Have warnings logged by the logger "py.warnings", or no more."""
    global _warnings_showwarning
    if bool(capture) != (_warnings_showwarning is not None):
        if capture:
            _warnings_showwarning, warnings.showwarning = warnings.showwarning, _showwarning
        else:
            warnings.showwarning, _warnings_showwarning = _warnings_showwarning, None


def _showwarning(message, category, filename, lineno, file=None, line=None):
    # In place of warnings.showwarning; what goes to a file of its own still does.
    if file is None:
        logger = getLogger("py.warnings")
        if not logger.handlers:
            logger.addHandler(NullHandler())
        logger.warning(str(warnings.formatwarning(message, category, filename, lineno, line)))
    elif _warnings_showwarning is not None:
        _warnings_showwarning(message, category, filename, lineno, file, line)


def __getattr__(name):
    if name == "traceback":
        import traceback
        return traceback
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
