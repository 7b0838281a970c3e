# concurrent.futures._base: futures, waiting for them, and what executors have in common.
# Invariant: a future changes only under its condition, and from a state of _DONE only from
# CANCELLED to CANCELLED_AND_NOTIFIED; its result is there before its state says so.

import threading
from _queue import Empty, SimpleQueue
from time import monotonic as _now

# When wait() returns.
FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

# What a future can be.  Whoever waits for a cancelled one is told by its executor, later.
PENDING = "PENDING"
RUNNING = "RUNNING"
FINISHED = "FINISHED"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"

_CANCELLED = frozenset({CANCELLED, CANCELLED_AND_NOTIFIED})
_DONE = _CANCELLED | {FINISHED}
# Those who wait have been told.
_TOLD = _DONE - {CANCELLED}


class _StderrLogger:
    # Prints what logging without handlers would: module logging is not part of every library.

    def critical(self, msg, *args, exc_info=False):
        import sys
        import traceback
        if sys.stderr is not None:
            print(msg % args, file=sys.stderr)
            if exc_info:
                traceback.print_exc()

    def exception(self, msg, *args):
        self.critical(msg, *args, exc_info=True)


def _logger():
    # Errors are rare, and logging is large.
    try:
        import logging
    except ImportError:
        return _StderrLogger()
    return logging.getLogger("concurrent.futures")


def __getattr__(name):
    if name == "LOGGER":
        global LOGGER
        LOGGER = _logger()
        return LOGGER
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Error(Exception):
    """The base of the errors of futures."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The operation is not allowed in the future's state."""


class BrokenExecutor(RuntimeError):
    """An executor has failed and cannot be used any more."""


TimeoutError = TimeoutError


# ---------------------------------------------------------------- Future

class Future:
    """The outcome of a call that runs elsewhere."""

    def __init__(self):
        """Only executors (and tests) make futures."""
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = self._exception = None
        # To be called with the future: callbacks when it is done, and under the condition,
        # those who wait for several when it is in _TOLD.
        self._done_callbacks = []
        self._waiters = []

    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        with self._condition:
            words = [f"<{type(self).__name__} at {id(self):#x}",
                     f"state={self._state.partition('_')[0].lower()}"]
            if self._state == FINISHED:
                how, what = (("raised", self._exception) if self._exception
                             else ("returned", self._result))
                words += how, type(what).__name__
        return " ".join(words) + ">"

    # A state is read at once, so that these need no lock.

    def running(self):
        """Whether the call is running."""
        return self._state == RUNNING

    def cancelled(self):
        """Whether the call was cancelled."""
        return self._state in _CANCELLED

    def done(self):
        """Whether the call was cancelled or has finished."""
        return self._state in _DONE

    def _await(self, timeout):
        # Returns when the call has finished.
        if self._state not in _DONE:
            with self._condition:
                if not self._condition.wait_for(self.done, timeout):
                    raise TimeoutError()
        if self._state in _CANCELLED:
            raise CancelledError()

    def exception(self, timeout=None):
        """The call's exception, or None, waiting for it."""
        self._await(timeout)
        return self._exception

    def result(self, timeout=None):
        """The call's result, waiting for it; its exception is raised."""
        try:
            self._await(timeout)
            if self._exception is not None:
                raise self._exception
            return self._result
        finally:
            # The traceback has this frame, which must not lead back to the exception.
            self = None

    def add_done_callback(self, fn):
        """Have fn(future) called when the future is done; at once if it is."""
        with self._condition:
            waits = self._state not in _DONE
            if waits:
                self._done_callbacks.append(fn)
        if not waits:
            self._call_back(fn)

    def _call_back(self, *functions):
        for fn in functions:
            try:
                fn(self)
            except Exception:
                _logger().exception("exception calling callback for %r", self)

    def cancel(self):
        """Cancel the call, unless it runs or is done; return whether it is cancelled."""
        with self._condition:
            if self._state != PENDING:
                return self._state in _CANCELLED
            self._state = CANCELLED
            self._condition.notify_all()
        self._call_back(*self._done_callbacks)
        return True

    # For executors and tests.

    def set_running_or_notify_cancel(self):
        """Say that the call begins; False if it was cancelled and must not."""
        with self._condition:
            before = self._state
            if before == PENDING:
                self._state = RUNNING
            elif before == CANCELLED:
                self._tell(CANCELLED_AND_NOTIFIED)
            else:
                _logger().critical("Future %s in unexpected state: %s", id(self), before)
                raise RuntimeError("Future in unexpected state")
        return before == PENDING

    def set_result(self, result):
        """Say that the call has returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Say that the call has raised."""
        self._finish(None, exception)

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result, self._exception = result, exception
            self._tell(FINISHED)
            self._condition.notify_all()
        self._call_back(*self._done_callbacks)

    def _tell(self, state):
        self._state = state
        waiters, self._waiters = self._waiters, []
        for tell in waiters:
            tell(self)


# ---------------------------------------------------------------- waiting for several

def _attach(futures, tell):
    # Has tell(future) called once for each, at once for those that are done.
    for future in futures:
        with future._condition:
            if future._state in _TOLD:
                tell(future)
            else:
                future._waiters.append(tell)


def _detach(futures, tell):
    # Those who were told have forgotten it themselves.
    for future in futures:
        with future._condition:
            if tell in future._waiters:
                future._waiters.remove(tell)


def _failed(future):
    return future._exception is not None


# For return_when: whether one future is enough, beside all of them.
_enough = {
    FIRST_COMPLETED: lambda future: True,
    FIRST_EXCEPTION: _failed,
    ALL_COMPLETED: lambda future: False,
}


class _Watch:
    # Collects futures that are done, and sets its event when they are enough.

    def __init__(self, missing, enough):
        self.missing = missing
        self.enough = enough
        self.done = set()
        self.lock = threading.Lock()
        self.event = threading.Event()

    def tell(self, future):
        with self.lock:
            self.done.add(future)
            self.missing -= 1
            last = not self.missing
        if last or self.enough(future):
            self.event.set()


# The namedtuple that wait() returns, made when it first does.
_sets_class = None


def _sets(done, not_done):
    global _sets_class
    if _sets_class is None:
        from collections import namedtuple
        _sets_class = namedtuple("DoneAndNotDoneFutures", "done not_done",
                                 module="concurrent.futures._base")
    return _sets_class(done, not_done)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures; return the sets (done, not_done).

    return_when is FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED."""
    futures = set(fs)
    watch = _Watch(len(futures), _enough.get(return_when, _failed))
    try:
        _attach(futures, watch.tell)
        if watch.missing:
            if return_when not in _enough:
                raise ValueError(f"Invalid return condition: {return_when!r}")
            watch.event.wait(timeout)
    finally:
        _detach(futures, watch.tell)
    return _sets(watch.done, futures - watch.done)


def _one_told(told, unfinished, timeout):
    # A list of the next future that is done, or of none.
    try:
        future = told.get(timeout=timeout)
    except Empty:
        return []
    unfinished.remove(future)
    return [future]


def as_completed(fs, timeout=None):
    """Iterate over futures as they are done; TimeoutError if that takes too long in all."""
    deadline = None if timeout is None else _now() + timeout
    told = SimpleQueue()
    unfinished = set(fs)
    total = len(unfinished)
    try:
        _attach(unfinished, told.put)
        while unfinished:
            one = _one_told(told, unfinished,
                            None if deadline is None else max(deadline - _now(), 0))
            if not one:
                raise TimeoutError(f"{len(unfinished)} (of {total}) futures unfinished")
            # No reference is kept to a future that was given out.
            yield one.pop()
    finally:
        _detach(unfinished, told.put)


# ---------------------------------------------------------------- Executor

def _outcome(future, deadline):
    # The result of a future that nobody else waits for.
    try:
        return future.result(deadline if deadline is None else deadline - _now())
    finally:
        future.cancel()
        # The traceback has this frame, which must not lead back to the exception.
        del future


def _outcomes(futures, deadline, submit_more):
    try:
        while futures:
            submit_more()
            yield _outcome(futures.popleft(), deadline)
    finally:
        for future in futures:
            future.cancel()


class Executor:
    """The base of what runs calls asynchronously."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown()
        return False

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) run; return its Future."""
        raise NotImplementedError()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls, and free resources when those submitted are done.

        With wait, only return then; with cancel_futures, cancel what has not begun."""

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """As map(), with the calls run asynchronously; results come in order.

        All calls are submitted at once, or with buffersize, at most that many whose results
        were not asked for yet.  TimeoutError comes if a result takes longer than timeout,
        from the call of map() on.
        """
        if not (buffersize is None or isinstance(buffersize, int)):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize <= 0:
            raise ValueError("buffersize must be None or > 0")
        deadline = None if timeout is None else _now() + timeout
        from collections import deque
        from itertools import islice
        from weakref import ref
        calls = zip(*iterables)
        futures = deque([self.submit(fn, *args) for args in islice(calls, buffersize)])
        # The iterator must not keep the executor alive.
        owner = ref(self)

        def submit_more():
            executor = None if buffersize is None else owner()
            if executor is not None:
                futures.extend([executor.submit(fn, *args) for args in islice(calls, 1)])

        return _outcomes(futures, deadline, submit_more)
