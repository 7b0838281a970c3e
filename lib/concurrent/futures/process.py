# concurrent.futures.process: an executor that runs calls in processes, over module multiprocessing.
# Each worker process has a connection of its own. One thread of the executor hands calls to idle workers and takes their
# results; all else only appends to its list of calls and wakes it.

import collections
import itertools
import os
import threading
import weakref

from . import _base

# How many calls were handed out ahead; here a worker gets a call when it is idle.
EXTRA_QUEUED_CALLS = 1


class BrokenProcessPool(_base.BrokenExecutor):
    """A process of a pool ended unexpectedly."""


def _check_system_limits():
    """Raise NotImplementedError where processes cannot be used."""
    try:
        import multiprocessing.synchronize
    except ImportError as e:
        raise NotImplementedError(f"ProcessPoolExecutor needs module multiprocessing: {e}") from None


# ---------------------------------------------------------------- the end of the program

# The threads that are to end with the program, and what wakes each.
_running = weakref.WeakKeyDictionary()
_program_ends = False


@threading._register_atexit
def _end_all():
    global _program_ends
    _program_ends = True
    threads = dict(_running)
    for alarm in threads.values():
        alarm.wakeup()
    for thread in threads:
        thread.join()


class _ThreadWakeup:
    # A pipe by which the executor's thread is woken while it waits for results. After close() all of this does nothing.

    def __init__(self):
        from multiprocessing import Pipe
        self._lock, self._closed = threading.Lock(), False
        self._reader, self._writer = Pipe(duplex=False)

    def wakeup(self):
        self._unless_closed(lambda: self._writer.send_bytes(b""))

    def clear(self):
        self._unless_closed(self._drain)

    def close(self):
        self._unless_closed(self._end)

    def _unless_closed(self, do):
        with self._lock:
            if not self._closed:
                do()

    def _drain(self):
        while self._reader.poll():
            self._reader.recv_bytes()

    def _end(self):
        self._closed = True
        for end in self._writer, self._reader:
            end.close()


# ---------------------------------------------------------------- in the worker

class _RemoteTraceback(Exception):
    """The traceback of an exception in a worker, as text: the cause of the exception here."""

    def __str__(self):
        return self.tb

    def __init__(self, tb):
        self.tb = tb


class _ExceptionWithTraceback:
    # Carries an exception from a worker; it is unpickled as the exception with its cause.

    def __init__(self, exc, tb):
        from traceback import format_exception
        self.tb = '\n"""\n%s"""' % "".join(format_exception(type(exc), exc, tb))
        self.exc = exc.with_traceback(None)

    def __reduce__(self):
        return _caused, (self.exc, self.tb)


def _caused(exc, text):
    exc.__cause__ = _RemoteTraceback(text)
    return exc


def _failed(e):
    return False, _ExceptionWithTraceback(e, e.__traceback__)


def _process_worker(connection, initializer, initargs):
    # What a worker runs: calls come in and results go out, until None comes or the other end is gone.
    try:
        if initializer is not None:
            initializer(*initargs)
    except BaseException:
        _base._logger().critical("Exception in initializer:", exc_info=True)
        return
    while (answer := _next_answer(connection)) is not None:
        try:
            connection.send(answer)
        except BaseException as e:
            # The result cannot be pickled.
            connection.send(_failed(e))
        del answer


def _next_answer(connection):
    # Whether a call went well, with its result or exception; None where there are no more.
    try:
        call = connection.recv()
    except EOFError:
        return None
    if call is None:
        return None
    fn, args, kwargs = call
    try:
        return True, fn(*args, **kwargs)
    except BaseException as e:
        return _failed(e)


def _lot_of(fn, lot):
    # What map() calls in a worker.
    return list(itertools.starmap(fn, lot))


# ---------------------------------------------------------------- the executor's thread

class _Worker:
    # A worker process, as the executor's thread sees it: what it works at, and how many calls it has had.

    future, served = None, 0

    def __init__(self, process, connection):
        self.process, self.connection = process, connection

    def dismiss(self):
        try:
            self.connection.send(None)
        except OSError:
            # It has ended.
            pass

    def await_end(self):
        self.process.join()
        self.connection.close()


class _ExecutorManagerThread(threading.Thread):
    # Hands out calls and takes results. It refers to the executor weakly: one that is dropped is shut down.

    def __init__(self, executor):
        super().__init__(name="ExecutorManagerThread")
        self.lock, self.wakeup = executor._shutdown_lock, executor._executor_manager_thread_wakeup
        self.calls, self.workers, self.processes = executor._calls, [], executor._processes
        self.max_workers, self.max_tasks = executor._max_workers, executor._max_tasks_per_child
        self.context, self.start_args = executor._mp_context, (executor._initializer, executor._initargs)
        alarm = self.wakeup
        self.executor_reference = weakref.ref(executor, lambda gone: alarm.wakeup())

    def run(self):
        try:
            broken = False
            while not broken:
                self.hand_out()
                if self.ended():
                    break
                broken = self.wait()
            if broken:
                self.terminate_broken()
        finally:
            self.end_workers()
            self.wakeup.close()

    def ended(self):
        # Whether nothing more will come and nothing is left to do.
        executor = self.executor_reference()
        if executor is not None:
            if not (_program_ends or executor._shutdown_thread):
                return False
            executor._shutdown_thread = True
            while executor._cancel_pending and self.calls:
                self.calls.popleft()[0].cancel()
        return not self.calls and not any(worker.future for worker in self.workers)

    def start_worker(self):
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_process_worker, args=(theirs, *self.start_args))
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
        # Wait for results, a worker's end or news. Whether a worker ended without being told to.
        from multiprocessing.connection import wait
        ready = set(wait([self.wakeup._reader, *[worker.connection for worker in self.workers],
                          *[worker.process.sentinel for worker in self.workers]]))
        self.wakeup.clear()
        for worker in self.workers[:]:
            # A last result comes before a worker's end.
            if worker.connection in ready or worker.process.sentinel in ready and worker.connection.poll():
                if not self.take_result(worker):
                    return True
            elif worker.process.sentinel in ready:
                return True
        return False

    def take_result(self, worker):
        # Whether there was one.
        try:
            good, value = worker.connection.recv()
        except (EOFError, OSError):
            return False
        except BaseException as e:
            # It cannot be unpickled.
            good, value = False, e
        future, worker.future = worker.future, None
        (future.set_result if good else future.set_exception)(value)
        del future, value
        worker.served += 1
        if worker.served == self.max_tasks:
            self.end_workers(worker)
        return True

    def end_workers(self, *some):
        # Send these home, or all.
        leaving = some or tuple(self.workers)
        for worker in leaving:
            self.workers.remove(worker)
            self.processes.pop(worker.process.pid, None)
            worker.dismiss()
        for worker in leaving:
            worker.await_end()

    def terminate_broken(self):
        executor = self.executor_reference()
        with self.lock:
            if executor is not None:
                executor._shutdown_thread = True
                executor._broken = "A child process terminated abruptly, the process pool is not usable anymore"
            lost = [worker.future for worker in self.workers if worker.future] + [call[0] for call in self.calls]
            self.calls.clear()
        for future in lost:
            try:
                future.set_exception(BrokenProcessPool("A process in the process pool was terminated abruptly "
                                                       "while the future was running or pending."))
            except _base.InvalidStateError:
                # It was cancelled.
                pass
        for worker in self.workers:
            worker.future = None
            worker.process.terminate()


# ---------------------------------------------------------------- the executor

class ProcessPoolExecutor(_base.Executor):
    """Runs calls in a pool of processes."""

    # Why no more calls are taken, if a worker ended unexpectedly; whether shutdown() was called, and with cancel_futures.
    _broken = _shutdown_thread = _cancel_pending = False
    _executor_manager_thread = None

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        """max_workers is how many processes there are at most; initializer(*initargs) is called first in each, and each is
        replaced after max_tasks_per_child calls."""
        _check_system_limits()
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers or os.process_cpu_count() or 1
        if mp_context is None:
            from multiprocessing import get_context
            mp_context = get_context(None if max_tasks_per_child is None else "spawn")
        forks = mp_context.get_start_method(allow_none=False) == "fork"
        self._mp_context, self._safe_to_dynamically_spawn_children = mp_context, not forks
        if not (initializer is None or callable(initializer)):
            raise TypeError("initializer must be a callable")
        self._initializer, self._initargs = initializer, initargs
        if max_tasks_per_child is not None:
            self._check_tasks(max_tasks_per_child, forks)
        self._max_tasks_per_child = max_tasks_per_child
        # Calls that no worker has yet; the workers by their process ids.
        self._calls, self._processes = collections.deque(), {}
        self._shutdown_lock = threading.Lock()
        self._executor_manager_thread_wakeup = _ThreadWakeup()

    @staticmethod
    def _check_tasks(most, forks):
        if not isinstance(most, int):
            raise TypeError("max_tasks_per_child must be an integer")
        for wrong, problem in ((most <= 0, "max_tasks_per_child must be >= 1"),
                               (forks, "max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; "
                                       "supply a different mp_context.")):
            if wrong:
                raise ValueError(problem)

    def _check_open(self):
        if self._broken:
            raise BrokenProcessPool(self._broken)
        if self._shutdown_thread or _program_ends:
            after = "shutdown" if self._shutdown_thread else "interpreter shutdown"
            raise RuntimeError("cannot schedule new futures after " + after)

    def submit(self, fn, /, *args, **kwargs):
        future = _base.Future()
        with self._shutdown_lock:
            self._check_open()
            self._calls.append((future, fn, args, kwargs))
            alarm = self._executor_manager_thread_wakeup
            if self._executor_manager_thread is None:
                thread = self._executor_manager_thread = _ExecutorManagerThread(self)
                thread.start()
                _running[thread] = alarm
            alarm.wakeup()
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """As map(fn, *iterables), in the workers; items are sent to them in lots of chunksize."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        from functools import partial
        lots = itertools.batched(zip(*iterables), chunksize)
        results = super().map(partial(_lot_of, fn), lots, timeout=timeout, buffersize=buffersize)
        return self._one_by_one(results)

    @staticmethod
    def _one_by_one(lots):
        # A result that was given is not kept.
        for lot in lots:
            lot.reverse()
            while lot:
                yield lot.pop()

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown_thread = True
            if cancel_futures:
                self._cancel_pending = True
            self._executor_manager_thread_wakeup.wakeup()
        thread, self._executor_manager_thread = self._executor_manager_thread, None
        if wait and thread is not None:
            thread.join()

    for _method in submit, shutdown:
        _method.__doc__ = getattr(_base.Executor, _method.__name__).__doc__
    del _method

    def terminate_workers(self):
        """Terminate the workers and shut down without waiting for anything."""
        self._stop_workers("terminate")

    def kill_workers(self):
        """Kill the workers and shut down without waiting for anything."""
        self._stop_workers("kill")

    def _stop_workers(self, how):
        running = tuple(self._processes.values())
        self.shutdown(wait=False, cancel_futures=True)
        for process in running:
            try:
                if process.is_alive():
                    getattr(process, how)()
            except ProcessLookupError:
                # It ended in between.
                pass
