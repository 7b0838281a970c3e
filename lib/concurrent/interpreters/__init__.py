# concurrent.interpreters (PEP 734): making, running and ending other interpreters of this
# process.  Interpreter has a few methods more than CPython's; module interpreters has the rest.

import _interpreters
import _vchannels
import _vivarium
from _interpreters import InterpreterError, InterpreterNotFoundError, NotShareableError, is_shareable
from _weakref import ref as _ref

# What comes from _queues, under which name there.
_of_queues = {name: name for name in (
    "Queue", "QueueError", "QueueNotFoundError", "QueueEmpty", "QueueFull", "ItemInterpreterDestroyed",
    "UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE")}
_of_queues["create_queue"] = "create"

__all__ = ["create", "get_current", "get_main", "list_all", "Interpreter", "is_shareable", "ExecutionFailed",
           "InterpreterError", "InterpreterNotFoundError", "NotShareableError", *_of_queues]


def __getattr__(name):
    # Queues are loaded when somebody wants them: most interpreters need none.
    if name not in _of_queues:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import _queues
    found = getattr(_queues, _of_queues[name])
    globals()[name] = found
    return found


def __dir__():
    return sorted({*globals(), *__all__})


# ---------------------------------------------------------------- how a run may fail

class ExecutionFailed(InterpreterError):
    """Code that ran in an interpreter failed.

    excinfo is a snapshot of the exception: type, msg, formatted, errdisplay."""

    def __init__(self, excinfo):
        self.excinfo = excinfo
        parts = excinfo.type.__name__ if excinfo.type else "", excinfo.msg
        super().__init__(excinfo.formatted or ": ".join(filter(None, parts)) or excinfo.msg)

    def __str__(self):
        parts = [super().__str__()]
        if (trace := getattr(self.excinfo, "errdisplay", None)) is None:
            return parts[0]
        return "\n\n".join([*parts, "Uncaught in the interpreter:", trace]).strip()

    def __reduce__(self):
        return type(self), (self.excinfo,)


class LimitExceeded(ExecutionFailed):
    """An interpreter was ended because it went over one of its limits.

    resource is the limit's name, limit what was allowed, used what it took: seconds, bytes, or
    a number."""

    def __init__(self, excinfo):
        super().__init__(excinfo)
        self.resource = getattr(excinfo, "resource", None)
        self.limit = getattr(excinfo, "limit", None)
        self.used = getattr(excinfo, "used", None)


class TimeLimitExceeded(LimitExceeded):
    """An interpreter ran for too long, by the clock or on the processor."""


class CPULimitExceeded(TimeLimitExceeded):
    """An interpreter took too much of the processor's time."""


class MemoryLimitExceeded(LimitExceeded):
    """An interpreter held too much memory."""


class RecursionLimitExceeded(LimitExceeded):
    """An interpreter's calls were nested too deeply."""


class OutputLimitExceeded(LimitExceeded):
    """An interpreter wrote too much to its standard output and error."""


class ThreadLimitExceeded(LimitExceeded):
    """An interpreter had too many threads at once."""


class HandleLimitExceeded(LimitExceeded):
    """An interpreter had too many files, sockets and folders open at once."""


class ChildLimitExceeded(LimitExceeded):
    """An interpreter had too many child interpreters at once."""


class InstructionLimitExceeded(LimitExceeded):
    """An interpreter made too many calls and jumps back."""


class InterpreterKilled(LimitExceeded):
    """An interpreter was ended from outside, or ended itself at once."""


_limit_errors = {
    "time": TimeLimitExceeded,
    "cpu": CPULimitExceeded,
    "memory": MemoryLimitExceeded,
    "recursion": RecursionLimitExceeded,
    "output": OutputLimitExceeded,
    "threads": ThreadLimitExceeded,
    "handles": HandleLimitExceeded,
    "children": ChildLimitExceeded,
    "instructions": InstructionLimitExceeded,
}
for _cls in (LimitExceeded, InterpreterKilled, *_limit_errors.values()):
    _cls.__module__ = "interpreters"
del _cls


def _failure(excinfo):
    # The exception for what ended a run.
    resource = getattr(excinfo, "resource", None)
    if not resource:
        return ExecutionFailed(excinfo)
    return _limit_errors.get(resource, InterpreterKilled)(excinfo)


# ---------------------------------------------------------------- the interpreters

def create():
    """Return a new (idle) interpreter."""
    # _interpreters.create() would let it use this interpreter's files by their numbers.
    return Interpreter(_vivarium.create(reqrefs=True), _ownsref=True)


def get_current():
    """Return the interpreter that this code runs in."""
    return _object(_interpreters.get_current())


def get_main():
    """Return the main interpreter."""
    return _object(_interpreters.get_main())


def list_all():
    """Return all interpreters, in order of their ids."""
    return [Interpreter(number, _whence=origin) for number, origin in _interpreters.list_all(require_ready=True)]


def _object(found):
    # The object for an id and the number of what made it.
    number, origin = found
    return Interpreter(number, _whence=origin)


# Weak references to the objects, by id.
_known = {}
_made_here = _interpreters.WHENCE_STDLIB


class Interpreter:
    """One interpreter.

    id is its number, which is never used again; whence says what made it.  Only those made by
    create() can be changed: close(), prepare_main(), exec(), call()."""

    _WHENCE_TO_STR = {getattr(_interpreters, "WHENCE_" + name): origin for name, origin in (
        ("UNKNOWN", "unknown"), ("RUNTIME", "runtime init"), ("LEGACY_CAPI", "legacy C-API"), ("CAPI", "C-API"),
        ("XI", "cross-interpreter C-API"), ("STDLIB", "_interpreters module"))}

    # Whether it is this object that keeps the interpreter alive.
    _ownsref = False

    def __new__(cls, id, /, _whence=None, _ownsref=None):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        number = int(id)
        # There is one object for an id.
        if (known := _known.get(number)) and (old := known()) is not None:
            return old
        if _whence is None:
            _whence = _made_here if _ownsref else _interpreters.whence(number)
        if owns := _whence == _made_here if _ownsref is None else _ownsref:
            # This fails if there is no such interpreter.
            _interpreters.incref(number)
        new = super().__new__(cls)
        new._id, new._whence, new._ownsref = number, _whence, owns
        _known[number] = _ref(new)
        return new

    def __del__(self):
        owns, self._ownsref = self._ownsref, False
        try:
            if owns:
                _interpreters.decref(self._id)
        except InterpreterNotFoundError:
            # It was closed.
            pass
        known = _known.get(self._id)
        if known is not None and known() in (None, self):
            del _known[self._id]

    id = property(lambda self: self._id)
    whence = property(lambda self: self._WHENCE_TO_STR[self._whence])

    @property
    def name(self):
        """The name that create() was given, or ''."""
        return _vivarium.name(self._id)

    def __repr__(self):
        return f"{type(self).__name__}({self._id})"

    def __hash__(self):
        return hash(self._id)

    def __getnewargs__(self):
        # All that a pickle has of it.
        return self._id,

    def __getstate__(self):
        return None

    # ---- running code

    def prepare_main(self, ns=None, /, **kwargs):
        """Bind values in the interpreter's __main__: those of a mapping, and keywords."""
        values = kwargs if ns is None else dict(ns, **kwargs)
        _vivarium.prepare_main(self._id, values)

    def exec(self, code, /, *, timeout=None):
        """Run source text, a code object, or a function without arguments in __main__.

        The thread waits for its end.  What it does not catch is an ExecutionFailed here; going
        on for more than timeout seconds is a TimeLimitExceeded."""
        if timeout is not None:
            failure = _vivarium.exec(self._id, code, None, timeout)
        else:
            failure = _interpreters.exec(self._id, code, restrict=True)
        if failure is not None:
            raise _failure(failure)

    def call(self, callable, /, *args, **kwargs):
        """Call a function in the interpreter, and return what it returns.

        The function, its arguments and its result cross between the interpreters."""
        result, failure = _interpreters.call(self._id, callable, args, kwargs, restrict=True)
        if failure is None:
            return result
        raise _failure(failure)

    def call_for(self, timeout, callable, /, *args, **kwargs):
        """call() that ends with TimeLimitExceeded after timeout seconds."""
        result, failure = _vivarium.call(self._id, callable, args, kwargs, timeout)
        if failure is None:
            return result
        raise _failure(failure)

    def call_in_thread(self, callable, /, *args, **kwargs):
        """Return a new thread, started, that calls a function in the interpreter."""
        from threading import Thread
        thread = Thread(target=self.call, args=(callable, *args), kwargs=kwargs)
        thread.start()
        return thread

    def is_running(self):
        """Whether code runs in the interpreter's __main__ now."""
        return _interpreters.is_running(self._id)

    # ---- its end, and what it uses

    def close(self):
        """End the interpreter, after its threads and its atexit functions."""
        return _interpreters.destroy(self._id, restrict=True)

    def kill(self):
        """End whatever the interpreter runs, at once: no handler of it runs any more."""
        _vivarium.kill(self._id)

    def stats(self):
        """A dict of what the interpreter uses: cpu, memory, threads, handles and so on."""
        return _vivarium.stats(self._id)


_vchannels._register_interpreters(Interpreter)
