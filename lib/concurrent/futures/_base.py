# concurrent.futures._base: futures, waiting for them, and what executors have in common.
# Invariant: the state of a future changes only under its condition; whoever holds several
# takes them in the order of their ids.

import threading
from time import monotonic as _now

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

# What a future can be.  After CANCELLED, whoever waits is told, and it is
# CANCELLED_AND_NOTIFIED.
PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_FUTURE_STATES = [PENDING, RUNNING, CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED]
_STATE_TO_DESCRIPTION_MAP = {
    PENDING: "pending",
    RUNNING: "running",
    CANCELLED: "cancelled",
    CANCELLED_AND_NOTIFIED: "cancelled",
    FINISHED: "finished",
}


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


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in the future's state."""


class BrokenExecutor(RuntimeError):
    """An executor has failed and cannot be used any more."""


# ---------------------------------------------------------------- waiting for several

class _Waiter:
    """What futures tell that they are done."""

    def __init__(self):
        self.event = threading.Event()
        self.finished_futures = []

    def add_result(self, future):
        self.finished_futures.append(future)

    def add_exception(self, future):
        self.finished_futures.append(future)

    def add_cancelled(self, future):
        self.finished_futures.append(future)


class _AsCompletedWaiter(_Waiter):
    """Wakes at every future, and may be read meanwhile."""

    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def _add(self, future):
        with self.lock:
            self.finished_futures.append(future)
            self.event.set()

    add_result = add_exception = add_cancelled = _add


class _FirstCompletedWaiter(_Waiter):
    """Wakes at the first future."""

    def _add(self, future):
        self.finished_futures.append(future)
        self.event.set()

    add_result = add_exception = add_cancelled = _add


class _AllCompletedWaiter(_Waiter):
    """Wakes when all are done, or at the first exception."""

    def __init__(self, num_pending_calls, stop_on_exception):
        self.num_pending_calls = num_pending_calls
        self.stop_on_exception = stop_on_exception
        self.lock = threading.Lock()
        super().__init__()

    def _one_less(self):
        with self.lock:
            self.num_pending_calls -= 1
            if not self.num_pending_calls:
                self.event.set()

    def add_result(self, future):
        super().add_result(future)
        self._one_less()

    def add_exception(self, future):
        super().add_exception(future)
        if self.stop_on_exception:
            self.event.set()
        else:
            self._one_less()

    def add_cancelled(self, future):
        super().add_cancelled(future)
        self._one_less()


class _AcquireFutures:
    """Context manager that holds the conditions of several futures."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self.futures:
            future._condition.release()


def _create_and_install_waiters(fs, return_when):
    if return_when == _AS_COMPLETED:
        waiter = _AsCompletedWaiter()
    elif return_when == FIRST_COMPLETED:
        waiter = _FirstCompletedWaiter()
    else:
        pending = sum(f._state not in (CANCELLED_AND_NOTIFIED, FINISHED) for f in fs)
        if return_when == FIRST_EXCEPTION:
            waiter = _AllCompletedWaiter(pending, stop_on_exception=True)
        elif return_when == ALL_COMPLETED:
            waiter = _AllCompletedWaiter(pending, stop_on_exception=False)
        else:
            raise ValueError("Invalid return condition: %r" % return_when)
    for f in fs:
        f._waiters.append(waiter)
    return waiter


_AS_COMPLETED = "_AS_COMPLETED"


def _hand_out(fs, waiter, ref_collect):
    # Yield the futures of a list from its end, keeping no reference to them here.
    while fs:
        f = fs[-1]
        for futures_set in ref_collect:
            futures_set.remove(f)
        with f._condition:
            f._waiters.remove(waiter)
        del f
        yield fs.pop()


def as_completed(fs, timeout=None):
    """Iterate over futures as they are done; TimeoutError if that takes too long in all."""
    if timeout is not None:
        end_time = timeout + _now()
    fs = set(fs)
    total_futures = len(fs)
    with _AcquireFutures(fs):
        finished = set(f for f in fs if f._state in (CANCELLED_AND_NOTIFIED, FINISHED))
        pending = fs - finished
        waiter = _create_and_install_waiters(fs, _AS_COMPLETED)
    finished = list(finished)
    try:
        yield from _hand_out(finished, waiter, ref_collect=(fs,))
        while pending:
            if timeout is None:
                wait_timeout = None
            else:
                wait_timeout = end_time - _now()
                if wait_timeout < 0:
                    raise TimeoutError("%d (of %d) futures unfinished"
                                       % (len(pending), total_futures))
            waiter.event.wait(wait_timeout)
            with waiter.lock:
                finished = waiter.finished_futures
                waiter.finished_futures = []
                waiter.event.clear()
            # In the order they were done.
            finished.reverse()
            yield from _hand_out(finished, waiter, ref_collect=(fs, pending))
    finally:
        for f in fs:
            with f._condition:
                f._waiters.remove(waiter)


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
    fs = set(fs)
    with _AcquireFutures(fs):
        done = {f for f in fs if f._state in (CANCELLED_AND_NOTIFIED, FINISHED)}
        not_done = fs - done
        if return_when == FIRST_COMPLETED and done:
            return _sets(done, not_done)
        if return_when == FIRST_EXCEPTION and done:
            if any(f for f in done if not f.cancelled() and f.exception() is not None):
                return _sets(done, not_done)
        if len(done) == len(fs):
            return _sets(done, not_done)
        waiter = _create_and_install_waiters(fs, return_when)
    waiter.event.wait(timeout)
    for f in fs:
        with f._condition:
            f._waiters.remove(waiter)
    done.update(waiter.finished_futures)
    return _sets(done, fs - done)


# ---------------------------------------------------------------- Future

def _result_or_cancel(fut, timeout=None):
    # The result of a future that nobody else waits for.
    try:
        try:
            return fut.result(timeout)
        finally:
            fut.cancel()
    finally:
        # A reference cycle otherwise.
        del fut


class Future:
    """The outcome of a call that runs elsewhere."""

    def __init__(self):
        """Only executors (and tests) make futures."""
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            try:
                callback(self)
            except Exception:
                _logger().exception("exception calling callback for %r", self)

    def __repr__(self):
        cls = self.__class__.__name__
        with self._condition:
            state = _STATE_TO_DESCRIPTION_MAP[self._state]
            if self._state == FINISHED:
                if self._exception:
                    outcome = f"raised {self._exception.__class__.__name__}"
                else:
                    outcome = f"returned {self._result.__class__.__name__}"
                return f"<{cls} at {id(self):#x} state={state} {outcome}>"
            return f"<{cls} at {id(self):#x} state={state}>"

    def cancel(self):
        """Cancel the call, unless it runs or is done; return whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Whether the call was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call is running."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Whether the call was cancelled or has finished."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

    def __get_result(self):
        if self._exception is None:
            return self._result
        try:
            raise self._exception
        finally:
            # A reference cycle through the traceback otherwise.
            self = None

    def add_done_callback(self, fn):
        """Have fn(future) called when the future is done; at once if it is."""
        with self._condition:
            if self._state not in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                self._done_callbacks.append(fn)
                return
        try:
            fn(self)
        except Exception:
            _logger().exception("exception calling callback for %r", self)

    def _wait_done(self, timeout):
        # With the condition held: whether the future is finished, waiting for it.
        for attempt in range(2):
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                raise CancelledError()
            if self._state == FINISHED:
                return
            if attempt == 0:
                self._condition.wait(timeout)
        raise TimeoutError()

    def result(self, timeout=None):
        """The call's result, waiting for it; its exception is raised."""
        try:
            with self._condition:
                self._wait_done(timeout)
                return self.__get_result()
        finally:
            # A reference cycle through the traceback otherwise.
            self = None

    def exception(self, timeout=None):
        """The call's exception, or None, waiting for it."""
        with self._condition:
            self._wait_done(timeout)
            return self._exception

    # For executors and tests.

    def set_running_or_notify_cancel(self):
        """Say that the call begins; False if it was cancelled and must not."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add_cancelled(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            _logger().critical("Future %s in unexpected state: %s", id(self), self._state)
            raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
                raise InvalidStateError("{}: {!r}".format(self._state, self))
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                if exception is None:
                    waiter.add_result(self)
                else:
                    waiter.add_exception(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        """Say that the call has returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Say that the call has raised."""
        self._finish(None, exception)

    __class_getitem__ = classmethod(type(list[int]))


# ---------------------------------------------------------------- Executor

class Executor:
    """The base of what runs calls asynchronously."""

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) run; return its Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """As map(), with the calls run asynchronously; results come in order.

        All calls are submitted at once, or with buffersize, at most that many whose results
        were not asked for yet.  TimeoutError comes if a result takes longer than timeout,
        from the call of map() on.
        """
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize < 1:
            raise ValueError("buffersize must be None or > 0")
        if timeout is not None:
            end_time = timeout + _now()
        import weakref
        from collections import deque
        from itertools import islice
        calls = zip(*iterables)
        first = calls if buffersize is None else islice(calls, buffersize)
        fs = deque([self.submit(fn, *args) for args in first])
        # The iterator must not keep the executor alive.
        executor_ref = weakref.ref(self)

        def result_iterator():
            try:
                while fs:
                    if buffersize is not None and (executor := executor_ref()):
                        args = next(calls, None)
                        if args is not None:
                            fs.append(executor.submit(fn, *args))
                        executor = None
                    # No reference is kept to a future that was given out.
                    if timeout is None:
                        yield _result_or_cancel(fs.popleft())
                    else:
                        yield _result_or_cancel(fs.popleft(), end_time - _now())
            finally:
                for future in fs:
                    future.cancel()

        return result_iterator()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls, and free resources when those submitted are done.

        With wait, only return then; with cancel_futures, cancel what has not begun."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
