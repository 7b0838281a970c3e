# concurrent.futures.interpreter: an executor that runs calls in interpreters of their own,
# one a thread.

from concurrent import interpreters

from . import thread as _thread


# What the last call in this interpreter raised.
_failure = None


def _do_call(fn, args, kwargs):
    # Runs in the worker's interpreter.
    global _failure
    try:
        return fn(*args, **kwargs)
    except BaseException as exc:
        _failure = exc
        raise


def _take_failure():
    # So does this: the exception itself, of which an ExecutionFailed is only a picture.
    global _failure
    exc, _failure = _failure, None
    return exc


class WorkerContext(_thread.WorkerContext):
    """Runs calls in an interpreter that is made for the thread."""

    def __init__(self, initializer, initargs):
        super().__init__(initializer, initargs)
        self.interp = None
        self.dead = False

    def initialize(self):
        self.interp = interpreters.create()
        self.dead = False
        try:
            if self.initializer is not None:
                self.run(self.initializer, self.initargs, {})
        except BaseException:
            self.finalize()
            raise

    def finalize(self):
        interp, self.interp = self.interp, None
        if interp is not None:
            try:
                interp.close()
            except interpreters.InterpreterNotFoundError:
                pass

    def run(self, fn, args, kwargs):
        if self.dead:
            # A task of before has ended it: the next gets one that is whole.
            self.finalize()
            self.initialize()
        try:
            return self.interp.call(_do_call, fn, args, kwargs)
        except interpreters.InterpreterNotFoundError:
            self.dead = True
            raise
        except interpreters.ExecutionFailed as wrapper:
            try:
                exc = self.interp.call(_take_failure)
            except Exception as e:
                # It cannot cross, or the interpreter has been killed.
                exc = None
                self.dead = isinstance(e, (interpreters.LimitExceeded,
                                           interpreters.InterpreterNotFoundError))
            if exc is None:
                raise
            try:
                raise exc from wrapper
            finally:
                # A reference cycle through the traceback otherwise.
                exc = None


class BrokenInterpreterPool(_thread.BrokenThreadPool):
    """The initializer of an interpreter has failed."""


class InterpreterPoolExecutor(_thread.ThreadPoolExecutor):
    """Runs calls in a pool of interpreters, which share nothing.

    Functions, arguments and results cross between interpreters."""

    BROKEN = BrokenInterpreterPool

    def __init__(self, max_workers=None, thread_name_prefix="",
                 initializer=None, initargs=()):
        """max_workers is how many interpreters there are at most; initializer(*initargs) is
        called first in each."""
        if not thread_name_prefix:
            thread_name_prefix = f"InterpreterPoolExecutor-{self._next_pool_number()}"
        if isinstance(initializer, str):
            raise TypeError("scripts not supported")
        super().__init__(max_workers, thread_name_prefix, initializer, initargs)

    _pools = 0

    @classmethod
    def _next_pool_number(cls):
        number = InterpreterPoolExecutor._pools
        InterpreterPoolExecutor._pools += 1
        return number

    def _make_context(self):
        return WorkerContext(self._initializer, self._initargs)

    def _check_task(self, fn):
        if isinstance(fn, str):
            raise TypeError("scripts not supported")
