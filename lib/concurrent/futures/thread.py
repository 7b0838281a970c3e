# concurrent.futures.thread: an executor that runs calls in threads.

import os
import queue
import threading
import types
import weakref

from . import _base

# The work queues of the threads that are alive, to wake them at the end of the program.
_threads_queues = weakref.WeakKeyDictionary()
_shutdown = False
# Held while new calls are submitted, so that none is after the end has begun.
_global_shutdown_lock = threading.Lock()


def _python_exit():
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    items = list(_threads_queues.items())
    for t, q in items:
        q.put(None)
    for t, q in items:
        t.join()


# Before the threads that are not daemons are waited for.
threading._register_atexit(_python_exit)

if hasattr(os, "register_at_fork"):
    def _after_fork_child():
        _global_shutdown_lock._at_fork_reinit()
        _threads_queues.clear()

    os.register_at_fork(before=_global_shutdown_lock.acquire,
                        after_in_child=_after_fork_child,
                        after_in_parent=_global_shutdown_lock.release)


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

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self, context):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = context.run(self.fn, self.args, self.kwargs)
        except BaseException as exc:
            self.future.set_exception(exc)
            # A reference cycle through the traceback otherwise.
            self = None
        else:
            self.future.set_result(result)

    __class_getitem__ = classmethod(types.GenericAlias)


def _worker(executor_reference, context, work_queue):
    # The executor is only referred to while it is asked: when the user drops it, its threads
    # end.
    try:
        context.initialize()
    except BaseException:
        _base._logger().critical("Exception in initializer:", exc_info=True)
        executor = executor_reference()
        if executor is not None:
            executor._initializer_failed()
        return
    try:
        while True:
            try:
                work_item = work_queue.get_nowait()
            except queue.Empty:
                # Idle: submit() need not start another thread.
                executor = executor_reference()
                if executor is not None:
                    executor._idle_semaphore.release()
                del executor
                work_item = work_queue.get(block=True)
            if work_item is not None:
                work_item.run(context)
                # Not kept while waiting for the next.
                del work_item
                continue
            executor = executor_reference()
            # The end of the program, or of the executor, or nobody has it any more.
            if _shutdown or executor is None or executor._shutdown:
                if executor is not None:
                    executor._shutdown = True
                # For the next thread.
                work_queue.put(None)
                return
            del executor
    except BaseException:
        _base._logger().critical("Exception in worker", exc_info=True)
    finally:
        context.finalize()


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a thread has failed."""


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in a pool of threads."""

    # What a call raises once an initializer has failed.
    BROKEN = BrokenThreadPool

    # Used to assign names to threads.
    _pool_number = 0

    def _make_context(self):
        # The context of a new worker.
        return WorkerContext(self._initializer, self._initargs)

    def _check_task(self, fn):
        # To refuse what a worker cannot run.
        pass

    def __init__(self, max_workers=None, thread_name_prefix="",
                 initializer=None, initargs=()):
        """max_workers is how many threads there are at most; initializer(*initargs) is called
        first in each."""
        if max_workers is None:
            # Calls mostly wait, so there may be more than processors, but not too many.
            max_workers = min(32, (os.process_cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{ThreadPoolExecutor._pool_number}"
            ThreadPoolExecutor._pool_number += 1
        self._thread_name_prefix = thread_name_prefix
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _global_shutdown_lock:
            if self._broken:
                raise self.BROKEN(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after "
                                   "interpreter shutdown")
            self._check_task(fn)
            f = _base.Future()
            self._work_queue.put(_WorkItem(f, fn, args, kwargs))
            self._adjust_thread_count()
            return f

    submit.__doc__ = _base.Executor.submit.__doc__

    def _adjust_thread_count(self):
        if self._idle_semaphore.acquire(timeout=0):
            return

        # Wakes the threads when the executor is dropped.
        def weakref_cb(_, q=self._work_queue):
            q.put(None)

        num_threads = len(self._threads)
        if num_threads < self._max_workers:
            thread_name = "%s_%d" % (self._thread_name_prefix or self, num_threads)
            t = threading.Thread(name=thread_name, target=_worker,
                                 args=(weakref.ref(self, weakref_cb),
                                       self._make_context(), self._work_queue))
            t.start()
            self._threads.add(t)
            _threads_queues[t] = self._work_queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = ("A thread initializer failed, the thread pool "
                            "is not usable anymore")
            while True:
                try:
                    work_item = self._work_queue.get_nowait()
                except queue.Empty:
                    break
                if work_item is not None:
                    work_item.future.set_exception(self.BROKEN(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        work_item = self._work_queue.get_nowait()
                    except queue.Empty:
                        break
                    if work_item is not None:
                        work_item.future.cancel()
            # One thread is woken, and wakes the next.
            self._work_queue.put(None)
        if wait:
            for t in self._threads:
                t.join()

    shutdown.__doc__ = _base.Executor.shutdown.__doc__
