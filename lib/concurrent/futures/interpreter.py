# concurrent.futures.interpreter: an executor that runs calls in interpreters of their own,
# one a thread.

from concurrent import interpreters

from . import thread as _thread


def _do_call(fn, args, kwargs):
    # Runs in the interpreter.  An exception comes back as a value, so that it crosses.
    try:
        return fn(*args, **kwargs), None
    except BaseException as exc:
        return None, exc


class WorkerContext(_thread.WorkerContext):
    """Runs calls in an interpreter that is made for the thread."""

    def __init__(self, initializer, initargs):
        super().__init__(initializer, initargs)
        self.interp = None

    def initialize(self):
        self.interp = interpreters.create()
        try:
            if self.initializer is not None:
                self.run(self.initializer, self.initargs, {})
        except BaseException:
            self.finalize()
            raise

    def finalize(self):
        interp, self.interp = self.interp, None
        if interp is not None:
            interp.close()

    def run(self, fn, args, kwargs):
        result, exc = self.interp.call(_do_call, fn, args, kwargs)
        if exc is None:
            return result
        try:
            import _interpreters
            cause = interpreters.ExecutionFailed(_interpreters.capture_exception(exc))
            raise exc from cause
        finally:
            # A reference cycle through the traceback otherwise.
            exc = cause = None


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
