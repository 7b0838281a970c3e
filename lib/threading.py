# threading: threads as objects, and what they wait with, over the native _thread.
# Invariant: every running Thread is in _active under its ident, every one being started is
# in _limbo; both change only under _active_limbo_lock.

import _thread
import sys as _sys
from itertools import count as _count_from
from time import monotonic as _time
from _thread import (allocate_lock as _allocate_lock, get_ident, stack_size, TIMEOUT_MAX,
                     start_joinable_thread as _start_joinable_thread, _ThreadHandle,
                     daemon_threads_allowed as _daemon_threads_allowed,
                     _get_main_thread_ident, _make_thread_handle, _is_main_interpreter,
                     _shutdown as _thread_shutdown, _excepthook as excepthook,
                     _ExceptHookArgs as ExceptHookArgs, error as ThreadError,
                     LockType as Lock)

try:
    from _weakrefset import WeakSet
except ImportError:
    from weakref import WeakSet
try:
    from collections import deque as _deque
except ImportError:
    from _collections import deque as _deque
try:
    from _thread import RLock as _CRLock
except ImportError:
    _CRLock = None
try:
    from _thread import _local as local
except ImportError:
    from _threading_local import local
try:
    from _thread import get_native_id
    _HAVE_THREAD_NATIVE_ID = True
except ImportError:
    _HAVE_THREAD_NATIVE_ID = False
try:
    from _thread import set_name as _set_os_name
except ImportError:
    _set_os_name = None

__all__ = ["get_ident", "active_count", "Condition", "current_thread",
           "enumerate", "main_thread", "TIMEOUT_MAX",
           "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread",
           "Barrier", "BrokenBarrierError", "Timer", "ThreadError",
           "setprofile", "settrace", "local", "stack_size",
           "excepthook", "ExceptHookArgs", "gettrace", "getprofile",
           "setprofile_all_threads", "settrace_all_threads"]
if _HAVE_THREAD_NATIVE_ID:
    __all__.append("get_native_id")

_LockType = Lock
__excepthook__ = excepthook

# What new threads are given for sys.settrace() and sys.setprofile().
_trace_hook = None
_profile_hook = None


def setprofile(func):
    """Set a profile function for threads started from now on."""
    global _profile_hook
    _profile_hook = func


def setprofile_all_threads(func):
    """Set a profile function for threads started from now on and those running."""
    setprofile(func)
    _sys._setprofileallthreads(func)


def getprofile():
    """The profile function that setprofile() set."""
    return _profile_hook


def settrace(func):
    """Set a trace function for threads started from now on."""
    global _trace_hook
    _trace_hook = func


def settrace_all_threads(func):
    """Set a trace function for threads started from now on and those running."""
    settrace(func)
    _sys._settraceallthreads(func)


def gettrace():
    """The trace function that settrace() set."""
    return _trace_hook


def _renamed(old, new, stacklevel=3):
    import warnings
    warnings.warn(f"{old}() is deprecated, {new} instead",
                  DeprecationWarning, stacklevel=stacklevel)


# ---------------------------------------------------------------- locks

def RLock(*args, **kwargs):
    """Make a reentrant lock: its owner may acquire it again, and releases it as often."""
    if args or kwargs:
        import warnings
        warnings.warn("Passing arguments to RLock is deprecated and will be removed in 3.15",
                      DeprecationWarning, stacklevel=2)
    if _CRLock is None:
        return _PyRLock(*args, **kwargs)
    return _CRLock(*args, **kwargs)


class _RLock:
    """A reentrant lock in Python, where there is no native one."""

    def __init__(self):
        self._block = _allocate_lock()
        self._owner = None
        self._count = 0

    def __repr__(self):
        owner = self._owner
        try:
            owner = _active[owner].name
        except KeyError:
            pass
        cls = self.__class__
        state = "locked" if self._block.locked() else "unlocked"
        return (f"<{state} {cls.__module__}.{cls.__qualname__} object "
                f"owner={owner!r} count={self._count} at {id(self):#x}>")

    def _at_fork_reinit(self):
        self._block._at_fork_reinit()
        self._owner = None
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        """Acquire the lock, or once more if this thread has it; True if it was acquired."""
        me = get_ident()
        if self._owner == me:
            self._count += 1
            return True
        if self._block.acquire(blocking, timeout):
            self._owner = me
            self._count = 1
            return True
        return False

    __enter__ = acquire

    def release(self):
        """Undo one acquire()."""
        if self._owner != get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None
            self._block.release()

    def __exit__(self, t, v, tb):
        self.release()

    def locked(self):
        """Whether some thread has the lock."""
        return self._block.locked()

    # For Condition.

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _release_save(self):
        if self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        state = self._count, self._owner
        self._count = 0
        self._owner = None
        self._block.release()
        return state

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._count if self._owner == get_ident() else 0


_PyRLock = _RLock


class Condition:
    """A condition variable: threads wait under a lock until another one notifies them."""

    # Each waiting thread has a lock of its own, acquired, that a notifier releases.

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # A reentrant lock knows best how to be given up and taken again as a whole.
        for name in "_release_save", "_acquire_restore", "_is_owned":
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))
        self._waiters = _deque()

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # A plain lock does not say who has it; that somebody has must do.
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Give up the lock, wait to be notified or for the timeout, take the lock again.

        False if it was the timeout."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                waiter.acquire()
                notified = True
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true, or for the timeout; return its last value."""
        result = predicate()
        deadline = None
        while not result:
            left = None
            if timeout is not None:
                if deadline is None:
                    deadline = _time() + timeout
                    left = timeout
                else:
                    left = deadline - _time()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up to n waiting threads."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiter = waiters[0]
            try:
                waiter.release()
            except RuntimeError:
                # Released before: a notifier was interrupted between the two steps here.
                pass
            else:
                n -= 1
            try:
                waiters.remove(waiter)
            except ValueError:
                pass

    def notify_all(self):
        """Wake all waiting threads."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Deprecated: notify_all()."""
        _renamed("notifyAll", "use notify_all()")
        self.notify_all()


class Semaphore:
    """A counter that acquire() lowers, waiting while it is zero, and release() raises."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Lower the counter, waiting while it is zero; False if that was not possible."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        deadline = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if deadline is None:
                        deadline = _time() + timeout
                    else:
                        timeout = deadline - _time()
                        if timeout <= 0:
                            return False
                self._cond.wait(timeout)
            self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        """Raise the counter by n, waking as many threads."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A Semaphore that must not be raised above its initial value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
                f"value={self._value}/{self._initial_value}>")

    def release(self, n=1):
        """Raise the counter by n, waking as many threads; ValueError if it gets too high."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        state = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {state}>"

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """Whether the flag is set."""
        return self._flag

    def isSet(self):
        """Deprecated: is_set()."""
        _renamed("isSet", "use is_set()")
        return self.is_set()

    def set(self):
        """Set the flag, waking all who wait."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Reset the flag."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is set, or for the timeout; return the flag."""
        with self._cond:
            if self._flag:
                return True
            return self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    """The barrier was aborted, reset or timed out."""


class Barrier:
    """Lets a number of threads wait until all of them are there; can be used again."""

    # _state: 0 filling, 1 emptying, -1 emptying by reset(), -2 broken.

    def __init__(self, parties, action=None, timeout=None):
        """action is called by one of the threads when all are there; timeout is the default
        of wait()."""
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        where = f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}"
        if self.broken:
            return f"{where}: broken>"
        return f"{where}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        """Wait until all are there; return a different number from 0 on to each."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            # Those of the last round leave first.
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._open()
                else:
                    if not self._cond.wait_for(lambda: self._state != 0, timeout):
                        self._break()
                        raise BrokenBarrierError
                    if self._state < 0:
                        raise BrokenBarrierError
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    # The last one out.
                    self._state = 0
                    self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._state = 1
        self._cond.notify_all()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    def reset(self):
        """Empty the barrier; those waiting get BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    # The last of them to leave sets the state back.
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        """Break the barrier: all who wait or will wait get BrokenBarrierError."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads are waiting."""
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        """Whether the barrier is broken."""
        return self._state == -2


# ---------------------------------------------------------------- Thread

_counter = _count_from(1).__next__


def _newname(name_template):
    return name_template % _counter()


# Reentrant: a finaliser may ask for threads while the lock is held.
_active_limbo_lock = RLock()
_active = {}
_limbo = {}
# All Thread objects that exist, for tests that look for those left behind.
_dangling = WeakSet()


class Thread:
    """A thread of control, running target(*args, **kwargs) or what run() is overridden with."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None,
                 args=(), kwargs=None, *, daemon=None, context=None):
        """daemon says whether the program may end while it runs (by default as the thread
        that makes it); context is the contextvars.Context to run in."""
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = _newname("Thread-%d")
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        if daemon is not None:
            if daemon and not _daemon_threads_allowed():
                raise RuntimeError("daemon threads are disabled in this (sub)interpreter")
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._context = context
        self._ident = None
        if _HAVE_THREAD_NATIVE_ID:
            self._native_id = None
        self._handle = _ThreadHandle()
        self._started = Event()
        self._initialized = True
        # A place to report to even at shutdown.
        self._stderr = _sys.stderr
        self._invoke_excepthook = _make_invoke_excepthook()
        _dangling.add(self)

    def _after_fork(self, new_ident=None):
        # Called by _after_fork() in the child: the threads but one are gone.
        self._started._at_fork_reinit()
        if new_ident is not None:
            self._ident = new_ident
            assert self._handle.ident == new_ident
            if _HAVE_THREAD_NATIVE_ID:
                self._set_native_id()
        else:
            assert self._handle.is_done()

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "started"
        if self._handle.is_done():
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def start(self):
        """Start the thread; only once."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        if self._context is None and getattr(_sys.flags, "thread_inherit_context", False):
            import contextvars
            self._context = contextvars.copy_context()
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self.daemon)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """What the thread does; by default it calls the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The arguments may refer back to the thread.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        try:
            self._bootstrap_inner()
        except:
            # A daemon that outlives the interpreter finds its modules emptied.
            if self._daemonic and _sys is None:
                return
            raise

    def _set_ident(self):
        self._ident = get_ident()

    if _HAVE_THREAD_NATIVE_ID:
        def _set_native_id(self):
            self._native_id = get_native_id()

    def _set_os_name(self):
        if _set_os_name is not None and self._name:
            try:
                _set_os_name(self._name)
            except OSError:
                pass

    def _bootstrap_inner(self):
        try:
            self._set_ident()
            if _HAVE_THREAD_NATIVE_ID:
                self._set_native_id()
            self._set_os_name()
            self._started.set()
            with _active_limbo_lock:
                _active[self._ident] = self
                del _limbo[self]
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            try:
                if self._context is None:
                    self.run()
                else:
                    self._context.run(self.run)
            except:
                self._invoke_excepthook(self)
        finally:
            self._delete()

    def _delete(self):
        with _active_limbo_lock:
            # By the real ident: _ident may have been set by a subclass.
            del _active[get_ident()]

    def join(self, timeout=None):
        """Wait until the thread ends, or for the timeout (is_alive() says which)."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    @property
    def name(self):
        """A name, for people only."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        if get_ident() == self._ident:
            self._set_os_name()

    @property
    def ident(self):
        """The thread's identifier; None until it is started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    if _HAVE_THREAD_NATIVE_ID:
        @property
        def native_id(self):
            """The system's identifier of the thread; None until it is started."""
            assert self._initialized, "Thread.__init__() not called"
            return self._native_id

    def is_alive(self):
        """Whether the thread runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._handle.is_done()

    @property
    def daemon(self):
        """Whether the program may end while the thread runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if daemonic and not _daemon_threads_allowed():
            raise RuntimeError("daemon threads are disabled in this interpreter")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Deprecated: daemon."""
        _renamed("isDaemon", "get the daemon attribute")
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated: daemon."""
        _renamed("setDaemon", "set the daemon attribute")
        self.daemon = daemonic

    def getName(self):
        """Deprecated: name."""
        _renamed("getName", "get the name attribute")
        return self.name

    def setName(self, name):
        """Deprecated: name."""
        _renamed("setName", "set the name attribute")
        self.name = name


def _make_invoke_excepthook():
    # What reports an exception that ends a thread, with all it needs at hand: at shutdown
    # the modules' contents may be gone.
    old_excepthook = excepthook
    old_sys_excepthook = _sys.excepthook
    if old_excepthook is None:
        raise RuntimeError("threading.excepthook is None")
    if old_sys_excepthook is None:
        raise RuntimeError("sys.excepthook is None")
    sys_exc_info = _sys.exc_info
    local_print = print
    local_sys = _sys

    def invoke_excepthook(thread):
        global excepthook
        try:
            hook = excepthook
            if hook is None:
                hook = old_excepthook
            args = ExceptHookArgs([*sys_exc_info(), thread])
            hook(args)
        except Exception as exc:
            exc.__suppress_context__ = True
            del exc
            if local_sys is not None and local_sys.stderr is not None:
                stderr = local_sys.stderr
            else:
                stderr = thread._stderr
            local_print("Exception in threading.excepthook:", file=stderr, flush=True)
            if local_sys is not None and local_sys.excepthook is not None:
                sys_excepthook = local_sys.excepthook
            else:
                sys_excepthook = old_sys_excepthook
            sys_excepthook(*sys_exc_info())
        finally:
            # A reference cycle otherwise.
            args = None

    return invoke_excepthook


class Timer(Thread):
    """A thread that calls a function after an interval, unless it is cancelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it has not finished yet."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    # The thread that this interpreter began in.

    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._started.set()
        self._ident = _get_main_thread_ident()
        self._handle = _make_thread_handle(self._ident)
        if _HAVE_THREAD_NATIVE_ID:
            self._set_native_id()
        with _active_limbo_lock:
            _active[self._ident] = self


class _DeleteDummyThreadOnDel:
    # Kept in thread-local storage: when the thread ends, its _DummyThread goes.

    def __init__(self, dummy_thread):
        self._dummy_thread = dummy_thread
        self._tident = dummy_thread.ident
        # Globals may be gone by then.
        _thread_local_info._track_dummy_thread_ref = self

    def __del__(self, _active_limbo_lock=_active_limbo_lock, _active=_active):
        with _active_limbo_lock:
            if _active.get(self._tident) is self._dummy_thread:
                _active.pop(self._tident, None)


_thread_local_info = local()


class _DummyThread(Thread):
    # Stands for a thread that was not started by this module.

    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"),
                        daemon=_daemon_threads_allowed())
        self._started.set()
        self._set_ident()
        self._handle = _make_thread_handle(self._ident)
        if _HAVE_THREAD_NATIVE_ID:
            self._set_native_id()
        with _active_limbo_lock:
            _active[self._ident] = self
        _DeleteDummyThreadOnDel(self)

    def is_alive(self):
        if not self._handle.is_done() and self._started.is_set():
            return True
        raise RuntimeError("thread is not alive")

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")

    def _after_fork(self, new_ident=None):
        if new_ident is not None:
            # It is the only one left, and so the main thread.
            self.__class__ = _MainThread
            self._name = "MainThread"
            self._daemonic = False
        Thread._after_fork(self, new_ident=new_ident)


def current_thread():
    """The Thread of the caller; a dummy one if it was started by other means."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    """Deprecated: current_thread()."""
    _renamed("currentThread", "use current_thread()")
    return current_thread()


def active_count():
    """How many Threads are alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated: active_count()."""
    _renamed("activeCount", "use active_count()")
    return active_count()


def _enumerate():
    # For a caller that has the lock.
    return list(_active.values()) + list(_limbo.values())


def enumerate():
    """A list of all Threads that are alive."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


# ---------------------------------------------------------------- shutdown and fork

_threading_atexits = []
_SHUTTING_DOWN = False


def _register_atexit(func, *arg, **kwargs):
    """Have a function called when the interpreter ends, before threads are joined.

    Unlike atexit's, it must not be registered once that has begun."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append(lambda: func(*arg, **kwargs))


# The importing thread is not always the main one, but the handle is the main one's.
_main_thread = _MainThread()


def _shutdown():
    """Called when the interpreter ends: wait for the threads that are not daemons."""
    if _main_thread._handle.is_done() and _is_main_interpreter():
        # Called before.
        return
    global _SHUTTING_DOWN
    _SHUTTING_DOWN = True
    for call in reversed(_threading_atexits):
        call()
    if _is_main_interpreter():
        _main_thread._handle._set_done()
    _thread_shutdown()


def main_thread():
    """The main Thread: normally the one the interpreter was started in."""
    return _main_thread


def _after_fork():
    # In a child of fork(): only the calling thread goes on, and it becomes the main one.
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock()
    try:
        current = _active[get_ident()]
    except KeyError:
        # Not started by this module.
        current = _MainThread()
    _main_thread = current
    active = {}
    with _active_limbo_lock:
        threads = set(_enumerate())
        threads.update(_dangling)
        for thread in threads:
            if thread is current:
                ident = get_ident()
                thread._after_fork(new_ident=ident)
                active[ident] = thread
            else:
                thread._after_fork()
        _limbo.clear()
        _active.clear()
        _active.update(active)
        assert len(_active) == 1


try:
    from posix import register_at_fork as _register_at_fork
except ImportError:
    pass
else:
    _register_at_fork(after_in_child=_after_fork)
