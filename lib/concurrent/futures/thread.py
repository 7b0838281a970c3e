# concurrent.futures.thread: an executor that runs calls in threads.
# Invariant: an executor and its threads share a _Crew; the threads never hold the executor, so
# that it ends them when nobody has it any more.

import os
import threading
import types
import weakref
from itertools import count
from queue import Empty, SimpleQueue

from . import _base

# All crews that have something to do, for the end of the program.
_crews = weakref.WeakSet()
_ending = False
# Held while a call is submitted, so that none is after the end has begun.
_ending_lock = threading.Lock()
_pool_numbers = count()


def _end_all():
    global _ending
    with _ending_lock:
        _ending = True
    crews = list(_crews)
    for crew in crews:
        crew.items.put(None)
    for crew in crews:
        crew.join()


# Before the threads that are not daemons are waited for.
threading._register_atexit(_end_all)


class WorkerContext:
    """How a worker thread runs calls; other executors have other contexts."""

    def __init__(self, initializer, initargs):
        self.initializer = initializer
        self.initargs = initargs

    def initialize(self):
        """Called in the thread before the first call."""
        if self.initializer is not None:
            self.initializer(*self.initargs)

    def finalize(self):
        """Called in the thread at its end."""

    def run(self, fn, args, kwargs):
        """Run one call."""
        return fn(*args, **kwargs)


class _WorkItem:
    """A call to run and the future of it."""

    __slots__ = ("future", "call")

    def __init__(self, *call):
        self.future = _base.Future()
        self.call = call

    __class_getitem__ = classmethod(types.GenericAlias)

    def run(self, context):
        future = self.future
        if future.set_running_or_notify_cancel():
            try:
                value = context.run(*self.call)
            except BaseException as failure:
                future.set_exception(failure)
                # The traceback has this frame, which must not lead back to the exception.
                self = future = None
            else:
                future.set_result(value)


class _Crew:
    """Threads, and what they have before them."""

    def __init__(self):
        self.lock = threading.Lock()
        self.threads = []
        # The items to run; None, which every thread hands on, ends them.
        self.items = SimpleQueue()
        # As many entries as there are threads with nothing to do.
        self.idle = SimpleQueue()
        self.closed = False
        # Why no call can be run any more.
        self.failure = None

    def next_item(self):
        try:
            return self.items.get_nowait()
        except Empty:
            self.idle.put(None)
            return self.items.get()

    def wakes(self):
        """Whether there is an idle thread for a new item."""
        try:
            self.idle.get_nowait()
        except Empty:
            return False
        return True

    def drain(self):
        """The items that no thread has begun, which none will now."""
        items = []
        while not self.items.empty():
            try:
                items.append(self.items.get_nowait())
            except Empty:
                break
        return [item for item in items if item is not None]

    def work(self, context, broken):
        """What a thread of the crew does; broken is the exception class for a failed start."""
        try:
            context.initialize()
        except BaseException:
            _base._logger().critical("Exception in initializer:", exc_info=True)
            self.fail(broken)
            return
        try:
            while (item := self.next_item()) is not None:
                item.run(context)
                # It is not kept while waiting for the next.
                item = None
            self.items.put(None)
        except BaseException:
            _base._logger().critical("Exception in worker", exc_info=True)
        finally:
            context.finalize()

    def fail(self, broken):
        with self.lock:
            self.failure = ("A thread initializer failed, the thread pool is not usable "
                            "anymore")
            for item in self.drain():
                item.future.set_exception(broken(self.failure))

    def join(self):
        for thread in self.threads:
            thread.join()


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a thread has failed."""


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in a pool of threads."""

    # What a call raises once an initializer has failed.
    BROKEN = BrokenThreadPool

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        """max_workers is how many threads there are at most; initializer(*initargs) is called
        first in each."""
        if max_workers is None:
            # Calls mostly wait, so there may be more than processors, but not too many.
            max_workers = min(32, 4 + (os.process_cpu_count() or 1))
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if not (initializer is None or callable(initializer)):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._initializer, self._initargs = initializer, initargs
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{next(_pool_numbers)}"
        self._crew = crew = _Crew()
        # Without the executor, the crew only does what is left.
        crew.owner = weakref.ref(self, lambda _, items=crew.items: items.put(None))
        _crews.add(crew)

    # The threads are the crew's; these are to look at.
    _threads = property(lambda self: self._crew.threads)
    _broken = property(lambda self: self._crew.failure)

    def _make_context(self):
        # The context of a new worker.
        return WorkerContext(self._initializer, self._initargs)

    def _check_task(self, fn):
        # To refuse what a worker cannot run.
        pass

    def submit(self, fn, /, *args, **kwargs):
        crew = self._crew
        with crew.lock, _ending_lock:
            if crew.failure:
                raise self.BROKEN(crew.failure)
            if crew.closed or _ending:
                when = "shutdown" if crew.closed else "interpreter shutdown"
                raise RuntimeError(f"cannot schedule new futures after {when}")
            self._check_task(fn)
            item = _WorkItem(fn, args, kwargs)
            crew.items.put(item)
            if not crew.wakes() and len(crew.threads) < self._max_workers:
                self._hire(crew)
        return item.future

    def _hire(self, crew):
        thread = threading.Thread(target=crew.work, args=(self._make_context(), self.BROKEN),
                                  name=f"{self._prefix}_{len(crew.threads)}")
        thread.start()
        crew.threads.append(thread)

    def shutdown(self, wait=True, *, cancel_futures=False):
        crew = self._crew
        with crew.lock:
            crew.closed = True
            unwanted = crew.drain() if cancel_futures else ()
            crew.items.put(None)
        for item in unwanted:
            item.future.cancel()
        if wait:
            crew.join()


for _name in ("submit", "shutdown"):
    vars(ThreadPoolExecutor)[_name].__doc__ = vars(_base.Executor)[_name].__doc__
