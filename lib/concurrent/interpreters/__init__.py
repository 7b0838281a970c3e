# concurrent.interpreters (PEP 734): making, running and ending other interpreters of this
# process.  Interpreter has a few methods more than CPython's; module interpreters has the rest.

import _interpreters
import _vchannels
import _vivarium
from _interpreters import (
    InterpreterError,
    InterpreterNotFoundError,
    NotShareableError,
    is_shareable,
)
from _weakref import ref as _ref

__all__ = [
    "get_current", "get_main", "create", "list_all", "is_shareable",
    "Interpreter",
    "InterpreterError", "InterpreterNotFoundError", "ExecutionFailed",
    "NotShareableError",
    "create_queue", "Queue", "QueueEmpty", "QueueFull",
    "QueueError", "QueueNotFoundError", "ItemInterpreterDestroyed",
    "UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE",
]

_of_queues = {
    "create_queue": "create",
    "Queue": "Queue",
    "QueueEmpty": "QueueEmpty",
    "QueueFull": "QueueFull",
    "QueueError": "QueueError",
    "QueueNotFoundError": "QueueNotFoundError",
    "ItemInterpreterDestroyed": "ItemInterpreterDestroyed",
    "UNBOUND": "UNBOUND",
    "UNBOUND_ERROR": "UNBOUND_ERROR",
    "UNBOUND_REMOVE": "UNBOUND_REMOVE",
}


def __getattr__(name):
    # Queues are loaded when somebody wants them: most interpreters need none.
    try:
        its = _of_queues[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    from . import _queues
    value = globals()[name] = getattr(_queues, its)
    return value


def __dir__():
    return sorted({*globals(), *__all__})


class ExecutionFailed(InterpreterError):
    """Code that ran in an interpreter failed.

    excinfo is a snapshot of the exception: type, msg, formatted, errdisplay."""

    def __init__(self, excinfo):
        msg = excinfo.formatted
        if not msg:
            kind = excinfo.type.__name__ if excinfo.type else ""
            msg = f"{kind}: {excinfo.msg}" if kind and excinfo.msg else kind or excinfo.msg
        super().__init__(msg)
        self.excinfo = excinfo

    def __str__(self):
        msg = super().__str__()
        display = getattr(self.excinfo, "errdisplay", None)
        if display is None:
            return msg
        return f"{msg}\n\nUncaught in the interpreter:\n\n{display}".strip()

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


def create():
    """Return a new (idle) interpreter."""
    # _interpreters.create() would let it use this interpreter's files by their numbers.
    return Interpreter(_vivarium.create(reqrefs=True), _ownsref=True)


def list_all():
    """Return all interpreters, in order of their ids."""
    return [Interpreter(id, _whence=whence)
            for id, whence in _interpreters.list_all(require_ready=True)]


def get_current():
    """Return the interpreter that this code runs in."""
    id, whence = _interpreters.get_current()
    return Interpreter(id, _whence=whence)


def get_main():
    """Return the main interpreter."""
    id, whence = _interpreters.get_main()
    return Interpreter(id, _whence=whence)


# Weak references to the objects, by id.
_known = {}


class Interpreter:
    """One interpreter.

    id is its number, which is never used again; whence says what made it.  Only those made by
    create() can be changed: close(), prepare_main(), exec(), call()."""

    _WHENCE_TO_STR = {
        _interpreters.WHENCE_UNKNOWN: "unknown",
        _interpreters.WHENCE_RUNTIME: "runtime init",
        _interpreters.WHENCE_LEGACY_CAPI: "legacy C-API",
        _interpreters.WHENCE_CAPI: "C-API",
        _interpreters.WHENCE_XI: "cross-interpreter C-API",
        _interpreters.WHENCE_STDLIB: "_interpreters module",
    }

    _ownsref = False

    def __new__(cls, id, /, _whence=None, _ownsref=None):
        # There is one object for an id.
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        id = int(id)
        ref = _known.get(id)
        if ref is not None and (self := ref()) is not None:
            return self
        if _whence is None:
            _whence = _interpreters.WHENCE_STDLIB if _ownsref else _interpreters.whence(id)
        if _ownsref is None:
            _ownsref = _whence == _interpreters.WHENCE_STDLIB
        if _ownsref:
            # This fails if there is no such interpreter.
            _interpreters.incref(id)
        self = super().__new__(cls)
        self._id = id
        self._whence = _whence
        self._ownsref = _ownsref
        _known[id] = _ref(self)
        return self

    def __del__(self):
        self._decref()
        ref = _known.get(self._id)
        if ref is not None and ref() in (None, self):
            del _known[self._id]

    def _decref(self):
        if not self._ownsref:
            return
        self._ownsref = False
        try:
            _interpreters.decref(self._id)
        except InterpreterNotFoundError:
            pass

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self._id)

    # for pickling
    def __getnewargs__(self):
        return (self._id,)

    def __getstate__(self):
        return None

    @property
    def id(self):
        return self._id

    @property
    def whence(self):
        return self._WHENCE_TO_STR[self._whence]

    def is_running(self):
        """Whether code runs in the interpreter's __main__ now."""
        return _interpreters.is_running(self._id)

    def close(self):
        """End the interpreter, after its threads and its atexit functions."""
        return _interpreters.destroy(self._id, restrict=True)

    def prepare_main(self, ns=None, /, **kwargs):
        """Bind values in the interpreter's __main__: those of a mapping, and keywords."""
        ns = kwargs if ns is None else dict(ns, **kwargs)
        _vivarium.prepare_main(self._id, ns)

    def exec(self, code, /, *, timeout=None):
        """Run source text, a code object, or a function without arguments in __main__.

        The thread waits for its end.  What it does not catch is an ExecutionFailed here; going
        on for more than timeout seconds is a TimeLimitExceeded."""
        if timeout is None:
            excinfo = _interpreters.exec(self._id, code, restrict=True)
        else:
                excinfo = _vivarium.exec(self._id, code, None, timeout)
        if excinfo is not None:
            raise _failure(excinfo)

    def _call(self, callable, args, kwargs):
        res, excinfo = _interpreters.call(self._id, callable, args, kwargs, restrict=True)
        if excinfo is not None:
            raise _failure(excinfo)
        return res

    def call(self, callable, /, *args, **kwargs):
        """Call a function in the interpreter, and return what it returns.

        The function, its arguments and its result cross between the interpreters."""
        return self._call(callable, args, kwargs)

    def call_in_thread(self, callable, /, *args, **kwargs):
        """Return a new thread, started, that calls a function in the interpreter."""
        import threading
        t = threading.Thread(target=self._call, args=(callable, args, kwargs))
        t.start()
        return t

    # What follows is Vivarium's.

    def call_for(self, timeout, callable, /, *args, **kwargs):
        """call() that ends with TimeLimitExceeded after timeout seconds."""
        res, excinfo = _vivarium.call(self._id, callable, args, kwargs, timeout)
        if excinfo is not None:
            raise _failure(excinfo)
        return res

    def kill(self):
        """End whatever the interpreter runs, at once: no handler of it runs any more."""
        _vivarium.kill(self._id)

    def stats(self):
        """A dict of what the interpreter uses: cpu, memory, threads, handles and so on."""
        return _vivarium.stats(self._id)

    @property
    def name(self):
        """The name that create() was given, or ''."""
        return _vivarium.name(self._id)


_vchannels._register_interpreters(Interpreter)
