# concurrent.futures.process: an executor that runs calls in processes, over module multiprocessing.
# Each worker process has a connection of its own. One thread of the executor hands calls to idle workers and takes their
# results; all else only appends to its list of calls and wakes it.

import collections
import itertools
import os
import threading
import traceback
import weakref

from . import _base

EXTRA_QUEUED_CALLS = 1
_threads_wakeups = weakref.WeakKeyDictionary()
_global_shutdown = False


def _python_exit():
    global _global_shutdown
    _global_shutdown = True
    items = list(_threads_wakeups.items())
    for _, wakeup in items:
        wakeup.wakeup()
    for thread, _ in items:
        thread.join()


threading._register_atexit(_python_exit)


class BrokenProcessPool(_base.BrokenExecutor):
    """A process of a pool ended unexpectedly."""


def _check_system_limits():
    """Raise NotImplementedError where processes cannot be used."""
    try:
        import multiprocessing.synchronize
    except ImportError as e:
        raise NotImplementedError(f"ProcessPoolExecutor needs module multiprocessing: {e}") from None


class _RemoteTraceback(Exception):
    """The traceback of an exception in a worker, as text: the cause of the exception here."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class _ExceptionWithTraceback:
    # Carries an exception from a worker; it is unpickled as the exception with its cause.

    def __init__(self, exc, tb):
        text = "".join(traceback.format_exception(type(exc), exc, tb))
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = f'\n"""\n{text}"""'

    def __reduce__(self):
        return _rebuild_exc, (self.exc, self.tb)


def _rebuild_exc(exc, tb):
    exc.__cause__ = _RemoteTraceback(tb)
    return exc


class _ThreadWakeup:
    # A pipe by which the executor's thread is woken while it waits for results.

    def __init__(self):
        import multiprocessing as mp
        self._closed = False
        self._lock = threading.Lock()
        self._reader, self._writer = mp.Pipe(duplex=False)

    def close(self):
        with self._lock:
            if not self._closed:
                self._closed = True
                self._writer.close()
                self._reader.close()

    def wakeup(self):
        with self._lock:
            if not self._closed:
                self._writer.send_bytes(b"")

    def clear(self):
        with self._lock:
            while not self._closed and self._reader.poll():
                self._reader.recv_bytes()


def _process_worker(connection, initializer, initargs):
    # What a worker runs: calls come in and results go out, until None comes or the other end is gone.
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._logger().critical("Exception in initializer:", exc_info=True)
            return
    while True:
        try:
            call = connection.recv()
        except EOFError:
            return
        if call is None:
            return
        fn, args, kwargs = call
        try:
            answer = True, fn(*args, **kwargs)
        except BaseException as e:
            answer = False, _ExceptionWithTraceback(e, e.__traceback__)
        try:
            connection.send(answer)
        except BaseException as e:
            connection.send((False, _ExceptionWithTraceback(e, e.__traceback__)))
        del call, fn, args, kwargs, answer


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chain_from_iterable_of_lists(iterable):
    for element in iterable:
        element.reverse()
        while element:
            yield element.pop()


class _Worker:
    # A worker process, as the executor's thread sees it.

    def __init__(self, process, connection):
        self.process = process
        self.connection = connection
        self.future = None
        self.served = 0


class _ExecutorManagerThread(threading.Thread):
    # Hands out calls and takes results. It refers to the executor weakly: one that is dropped is shut down.

    def __init__(self, executor):
        self.wakeup = executor._executor_manager_thread_wakeup
        self.calls = executor._calls
        self.processes = executor._processes
        self.context = executor._mp_context
        self.max_workers = executor._max_workers
        self.max_tasks = executor._max_tasks_per_child
        self.initializer = executor._initializer, executor._initargs
        self.lock = executor._shutdown_lock
        self.workers = []
        self.executor_reference = weakref.ref(executor, lambda _, wakeup=self.wakeup: wakeup.wakeup())
        super().__init__(name="ExecutorManagerThread")

    def run(self):
        try:
            while True:
                self.hand_out()
                if self.ended():
                    break
                if (cause := self.wait()) is not None:
                    self.terminate_broken(cause)
                    return
        finally:
            self.end_workers()
            self.wakeup.close()

    def ended(self):
        # Whether nothing more will come and nothing is left to do.
        executor = self.executor_reference()
        if not (_global_shutdown or executor is None or executor._shutdown_thread):
            return False
        if executor is not None:
            executor._shutdown_thread = True
            if executor._cancel_pending:
                while self.calls:
                    self.calls.popleft()[0].cancel()
        return not self.calls and all(w.future is None for w in self.workers)

    def start_worker(self):
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_process_worker, args=(theirs, *self.initializer))
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        self.processes[process.pid] = process
        return worker

    def hand_out(self):
        # Give calls to idle workers, starting workers as far as they are needed.
        idle = [w for w in self.workers if w.future is None]
        while self.calls:
            worker = idle.pop() if idle else None
            if worker is None:
                if len(self.workers) >= self.max_workers:
                    return
                worker = self.start_worker()
            future, fn, args, kwargs = self.calls.popleft()
            if not future.set_running_or_notify_cancel():
                idle.append(worker)
                continue
            try:
                worker.connection.send((fn, args, kwargs))
            except (BrokenPipeError, ConnectionResetError):
                worker.future = future  # wait() sees that the worker has ended
            except BaseException as e:
                future.set_exception(e)
                idle.append(worker)
            else:
                worker.future = future
            del future, fn, args, kwargs

    def wait(self):
        # Wait for results, a worker's end or news. The cause of a worker's unexpected end, or None.
        from multiprocessing.connection import wait
        by_connection = {w.connection: w for w in self.workers}
        ready = wait([self.wakeup._reader, *by_connection, *(w.process.sentinel for w in self.workers)])
        self.wakeup.clear()
        for connection in ready:
            worker = by_connection.get(connection) if not isinstance(connection, int) else None
            if worker is None:
                continue
            try:
                good, value = connection.recv()
            except (EOFError, OSError):
                return ""  # it ended without being told to
            except BaseException as e:
                good, value = False, e
            future, worker.future = worker.future, None
            worker.served += 1
            if good:
                future.set_result(value)
            else:
                future.set_exception(value)
            del future, value
            if self.max_tasks is not None and worker.served >= self.max_tasks:
                self.end_worker(worker)
        for worker in self.workers:
            # A last result, or the end of the connection, comes first.
            if worker.process.sentinel in ready and worker.connection not in ready and not worker.connection.poll():
                return ""
        return None

    def end_worker(self, worker):
        self.workers.remove(worker)
        self.processes.pop(worker.process.pid, None)
        try:
            worker.connection.send(None)
        except OSError:
            pass
        worker.process.join()
        worker.connection.close()

    def terminate_broken(self, cause):
        executor = self.executor_reference()
        with self.lock:
            if executor is not None:
                executor._broken = ("A child process terminated abruptly, the process pool is not "
                                    "usable anymore")
                executor._shutdown_thread = True
            futures = [w.future for w in self.workers if w.future is not None]
            futures += [call[0] for call in self.calls]
            self.calls.clear()
        for future in futures:
            try:
                future.set_exception(BrokenProcessPool("A process in the process pool was terminated abruptly "
                                                       "while the future was running or pending."))
            except _base.InvalidStateError:
                pass  # cancelled
        for worker in self.workers:
            worker.future = None
            worker.process.terminate()

    def end_workers(self):
        workers, self.workers = self.workers, []
        for worker in workers:
            try:
                worker.connection.send(None)
            except OSError:
                pass
        for worker in workers:
            worker.process.join()
            worker.connection.close()
        self.processes.clear()


class ProcessPoolExecutor(_base.Executor):
    """Runs calls in a pool of processes."""

    def __init__(self, max_workers=None, mp_context=None,
                 initializer=None, initargs=(), *, max_tasks_per_child=None):
        """max_workers is how many processes there are at most; initializer(*initargs) is called first in each, and each is
        replaced after max_tasks_per_child calls."""
        _check_system_limits()
        import multiprocessing as mp
        if max_workers is None:
            max_workers = os.process_cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers
        if mp_context is None:
            mp_context = mp.get_context("spawn") if max_tasks_per_child is not None else mp.get_context()
        self._mp_context = mp_context
        self._safe_to_dynamically_spawn_children = mp_context.get_start_method(allow_none=False) != "fork"
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._initializer = initializer
        self._initargs = initargs
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if mp_context.get_start_method(allow_none=False) == "fork":
                raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; "
                                 "supply a different mp_context.")
        self._max_tasks_per_child = max_tasks_per_child
        self._calls = collections.deque()
        self._processes = {}
        self._broken = False
        self._shutdown_thread = False
        self._cancel_pending = False
        self._shutdown_lock = threading.Lock()
        self._executor_manager_thread = None
        self._executor_manager_thread_wakeup = _ThreadWakeup()

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown_thread:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _global_shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            f = _base.Future()
            self._calls.append((f, fn, args, kwargs))
            if self._executor_manager_thread is None:
                self._executor_manager_thread = thread = _ExecutorManagerThread(self)
                thread.start()
                _threads_wakeups[thread] = self._executor_manager_thread_wakeup
            self._executor_manager_thread_wakeup.wakeup()
            return f

    submit.__doc__ = _base.Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """As map(fn, *iterables), in the workers; items are sent to them in lots of chunksize."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        import functools
        zipped = zip(*iterables)
        chunks = iter(lambda: tuple(itertools.islice(zipped, chunksize)), ())
        results = super().map(functools.partial(_process_chunk, fn), chunks, timeout=timeout, buffersize=buffersize)
        return _chain_from_iterable_of_lists(results)

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._cancel_pending = self._cancel_pending or cancel_futures
            self._shutdown_thread = True
            thread = self._executor_manager_thread
            self._executor_manager_thread_wakeup.wakeup()
        if thread is not None and wait:
            thread.join()
        self._executor_manager_thread = None

    shutdown.__doc__ = _base.Executor.shutdown.__doc__

    def _force_shutdown(self, operation):
        processes = list(self._processes.values())
        self.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            try:
                if process.is_alive():
                    getattr(process, operation)()
            except ProcessLookupError:
                pass

    def terminate_workers(self):
        """Terminate the workers and shut down without waiting for anything."""
        return self._force_shutdown("terminate")

    def kill_workers(self):
        """Kill the workers and shut down without waiting for anything."""
        return self._force_shutdown("kill")
