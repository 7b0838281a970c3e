# threading: threads as objects, and what they wait with, over the native _thread.
# Invariant: a Thread that runs is in _active under its ident, one that is being started in
# _limbo; both change only under _registry.

import sys as _sys
from _collections import deque as _deque
from _thread import (
    LockType as Lock, RLock as _CRLock, TIMEOUT_MAX, error as ThreadError,
    _ExceptHookArgs as ExceptHookArgs, _ThreadHandle, _excepthook as excepthook,
    _get_main_thread_ident, _is_main_interpreter, _local as local, _make_thread_handle,
    _shutdown as _join_threads, allocate_lock as _allocate_lock,
    daemon_threads_allowed as _daemon_threads_allowed, get_ident, get_native_id,
    set_name as _set_system_name, stack_size, start_joinable_thread as _start_joinable_thread)
from _weakrefset import WeakSet as _WeakSet
from itertools import count as _count, repeat as _repeat
from time import monotonic as _now

__all__ = [
    "Barrier", "BoundedSemaphore", "BrokenBarrierError", "Condition", "Event",
    "ExceptHookArgs", "Lock", "RLock", "Semaphore", "TIMEOUT_MAX", "Thread", "ThreadError",
    "Timer", "active_count", "current_thread", "enumerate", "excepthook", "get_ident",
    "get_native_id", "getprofile", "gettrace", "local", "main_thread", "setprofile",
    "setprofile_all_threads", "settrace", "settrace_all_threads", "stack_size",
]

__excepthook__ = excepthook
_HAVE_THREAD_NATIVE_ID = True


# ---------------------------------------------------------------- small helpers

def _named(function, name, doc, owner=None):
    # Gives a function made by another one the name it is known by.
    function.__name__ = name
    function.__qualname__ = f"{owner.__name__}.{name}" if owner else name
    function.__doc__ = doc
    return function


def _deprecated(name, advice, body, owner=None):
    # An old name for body: it says what is better.
    def call(*args, **kwargs):
        _warn(f"{name}() is deprecated, {advice} instead")
        return body(*args, **kwargs)
    return _named(call, name, f"Deprecated: {advice}.", owner)


def _warn(text):
    # Warns whoever called the caller.
    from warnings import warn
    warn(text, DeprecationWarning, stacklevel=3)


def _describe(thing, text):
    # The repr() of something to wait with.
    kind = type(thing)
    return f"<{kind.__module__}.{kind.__qualname__} at {id(thing):#x}: {text}>"


# What is left of no timeout, and of one, again and again until it is over.
_forever = _repeat(None)


def _count_down(left):
    end = _now() + left
    while left > 0:
        yield left
        left = end - _now()


# ---------------------------------------------------------------- tracing

_hooks = {"trace": None, "profile": None}


def _hook_functions(kind):
    # set...(), get...() and set..._all_threads() of one kind of hook.
    def set_hook(func):
        _hooks[kind] = func

    def get_hook():
        return _hooks[kind]

    def set_everywhere(func):
        set_hook(func)
        getattr(_sys, f"_set{kind}allthreads")(func)

    what = f"the {kind} function of threads started from now on"
    return (_named(set_hook, f"set{kind}", f"Set {what}."),
            _named(get_hook, f"get{kind}", f"Return {what}."),
            _named(set_everywhere, f"set{kind}_all_threads",
                   f"Set {what}, and of those that run."))


settrace, gettrace, settrace_all_threads = _hook_functions("trace")
setprofile, getprofile, setprofile_all_threads = _hook_functions("profile")


# ---------------------------------------------------------------- locks

def RLock(*args, **kwargs):
    """Make a reentrant lock: its owner may acquire it again, and releases it as often."""
    if args or kwargs:
        _warn("Passing arguments to RLock is deprecated and will be removed in 3.15")
    return _CRLock(*args, **kwargs)


class _RLock:
    """What RLock() makes, over a plain lock: for those who want to subclass it in Python."""

    def __init__(self):
        self._lock = _allocate_lock()
        self._forget()

    def _forget(self):
        self._holder = None
        self._depth = 0

    def __repr__(self):
        kind = type(self)
        thread = _active.get(self._holder)
        owner = self._holder if thread is None else thread.name
        return (f"<{'locked' if self.locked() else 'unlocked'} {kind.__module__}."
                f"{kind.__qualname__} object owner={owner!r} count={self._depth} "
                f"at {id(self):#x}>")

    def acquire(self, blocking=True, timeout=-1):
        """Take the lock, or once more if this thread has it; False if that was not possible."""
        if not (self._is_owned() or self._lock.acquire(blocking, timeout)):
            return False
        self._holder = get_ident()
        self._depth += 1
        return True

    def release(self):
        """Undo one acquire()."""
        if self._recursion_count() > 1:
            self._depth -= 1
        else:
            self._release_save()

    def locked(self):
        """Whether any thread has the lock."""
        return self._lock.locked()

    __enter__ = acquire

    def __exit__(self, *exc_info):
        self.release()

    def _is_owned(self):
        return get_ident() == self._holder

    def _recursion_count(self):
        return self._depth if self._is_owned() else 0

    def _release_save(self):
        # Gives the lock up altogether; the result is for _acquire_restore().
        depth = self._recursion_count()
        if not depth:
            raise RuntimeError("cannot release un-acquired lock")
        self._forget()
        self._lock.release()
        return depth

    def _acquire_restore(self, depth):
        self._lock.acquire()
        self._holder, self._depth = get_ident(), depth

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._forget()


_PyRLock = _RLock


class Condition:
    """A condition variable: threads wait under a lock until another one notifies them."""

    # Every waiting thread stands before a gate of its own, a lock that is taken; to notify is
    # to open the gates that have been there longest.

    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self._gates = _deque()
        self.acquire, self.release = lock.acquire, lock.release
        # A reentrant lock knows best who has it, and how it is given up as a whole.
        for name in ("_is_owned", "_release_save", "_acquire_restore"):
            if (method := getattr(lock, name, None)) is not None:
                setattr(self, name, method)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._gates)})>"

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    # What a plain lock lacks.

    def _is_owned(self):
        # It does not say who has it, so anybody must do.
        free = self._lock.acquire(False)
        if free:
            self._lock.release()
        return not free

    def _release_save(self):
        return self._lock.release()

    def _acquire_restore(self, saved):
        self._lock.acquire()

    def _at_fork_reinit(self):
        self._gates.clear()
        self._lock._at_fork_reinit()

    def wait(self, timeout=None):
        """Give up the lock, wait to be notified or for the timeout, take the lock again.

        False if it was the timeout."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        gate = _allocate_lock()
        gate.acquire()
        self._gates.append(gate)
        passed = False
        saved = self._release_save()
        try:
            passed = gate.acquire(True, -1 if timeout is None else max(timeout, 0))
        finally:
            self._acquire_restore(saved)
            if not passed:
                self._remove(gate)
        return passed

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true, or for the timeout; return its last value."""
        for left in _forever if timeout is None else _count_down(timeout):
            if value := predicate():
                return value
            self.wait(left)
        return predicate()

    def _remove(self, gate):
        try:
            self._gates.remove(gate)
        except ValueError:
            pass

    def notify(self, n=1):
        """Wake up to n waiting threads."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while n > 0 and self._gates:
            gate = self._gates[0]
            # It stands open if a signal handler's exception came between these steps.
            if gate.locked():
                gate.release()
                n -= 1
            self._remove(gate)

    def notify_all(self):
        """Wake all waiting threads."""
        self.notify(len(self._gates))


class Semaphore:
    """A counter that acquire() lowers, waiting while it is zero, and release() raises."""

    # What release() must not go beyond.
    _limit = float("inf")

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value
        self._cond = Condition(Lock())

    def __repr__(self):
        return _describe(self, f"value={self._value}")

    def acquire(self, blocking=True, timeout=None):
        """Lower the counter, waiting while it is zero; False if that was not possible."""
        if not blocking:
            if timeout is not None:
                raise ValueError("can't specify timeout for non-blocking acquire")
            timeout = 0
        with self._cond:
            if not (self._value or self._cond.wait_for(lambda: self._value, timeout)):
                return False
            self._value -= 1
            return True

    def release(self, n=1):
        """Raise the counter by n, waking as many threads."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            raised = self._value + n
            if raised > self._limit:
                raise ValueError("Semaphore released too many times")
            self._value = raised
            self._cond.notify(n)

    __enter__ = acquire

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    """A Semaphore that must not be raised above its initial value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._limit = value

    def __repr__(self):
        return _describe(self, f"value={self._value}/{self._limit}")


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._flag = False
        self._cond = Condition(Lock())

    def __repr__(self):
        return _describe(self, "set" if self._flag else "unset")

    def is_set(self):
        """Whether the flag is set."""
        return self._flag

    def wait(self, timeout=None):
        """Wait until the flag is set, or for the timeout; False if it was the timeout."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)

    def clear(self):
        """Reset the flag."""
        with self._cond:
            self._flag = False

    def set(self):
        """Set the flag, waking all who wait."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()


class BrokenBarrierError(RuntimeError):
    """The barrier was aborted, reset or timed out."""


class _Round:
    # One filling of a barrier.  passed is None until it is full (True) or broken (False).

    __slots__ = ("count", "passed")

    def __init__(self):
        self.count = 0
        self.passed = None


class Barrier:
    """Lets a number of threads wait until all of them are there; can be used again."""

    # Those who wait belong to a round, and look only at that one: a barrier that opens or is
    # reset begins the next round at once, while they are still leaving.

    def __init__(self, parties, action=None, timeout=None):
        """action is called by one of the threads when all are there; timeout is the default
        of wait()."""
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._parties, self._action, self._timeout = parties, action, timeout
        self._cond = Condition(Lock())
        self._round = _Round()

    parties = property(lambda self: self._parties, doc="How many threads it takes.")
    broken = property(lambda self: self._round.passed is False,
                      doc="Whether the barrier is broken.")
    n_waiting = property(lambda self: 0 if self.broken else self._round.count,
                         doc="How many threads are waiting.")

    def __repr__(self):
        return _describe(self, "broken" if self.broken
                         else f"waiters={self.n_waiting}/{self.parties}")

    def wait(self, timeout=None):
        """Wait until all are there; return a different number from 0 on to each."""
        with self._cond:
            here = self._round
            place = here.count
            here.count += 1
            try:
                if here.passed is None:
                    if here.count < self._parties:
                        self._cond.wait_for(lambda: here.passed is not None,
                                            self._timeout if timeout is None else timeout)
                    else:
                        self._fill(here)
                    if here.passed is None:
                        # It took too long.
                        self._end(here, False)
                if not here.passed:
                    raise BrokenBarrierError
                return place
            finally:
                if here.passed is None:
                    # Interrupted: somebody else may take the place.
                    here.count -= 1

    def _fill(self, here):
        # For the last to come.
        passed = False
        try:
            if self._action is not None:
                self._action()
            passed = True
        finally:
            self._end(here, passed)
        self._round = _Round()

    def _end(self, here, passed):
        here.passed = passed
        self._cond.notify_all()

    def abort(self):
        """Break the barrier: all who wait or will wait get BrokenBarrierError."""
        with self._cond:
            self._end(self._round, False)

    def reset(self):
        """Empty the barrier; those waiting get BrokenBarrierError."""
        with self._cond:
            self._end(self._round, False)
            self._round = _Round()


# ---------------------------------------------------------------- all the threads

_active = {}
_limbo = {}
# Reentrant: a finaliser may ask for threads while it is held.
_registry = RLock()
# All Thread objects that exist, for tests that look for those left behind.
_dangling = _WeakSet()
_counter = _count(1).__next__


def current_thread():
    """The Thread of the caller; a dummy one if it was started by other means."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def main_thread():
    """The main Thread: normally the one the interpreter was started in."""
    return _main_thread


def enumerate():
    """A list of all Threads that are alive."""
    with _registry:
        return [*_active.values(), *_limbo.values()]


def active_count():
    """How many Threads are alive."""
    return len(enumerate())


# ---------------------------------------------------------------- Thread

_UNINITIALIZED = "Thread.__init__() not called"


def _too_early():
    raise AssertionError(_UNINITIALIZED)


class Thread:
    """A thread of control, running target(*args, **kwargs) or what run() is overridden with."""

    # Turned on by __init__(), which a subclass may have forgotten to call.
    _initialized = False
    _ident = _native_id = None

    def __init__(self, group=None, target=None, name=None,
                 args=(), kwargs=None, *, daemon=None, context=None):
        """daemon says whether the program may end while it runs (by default as the thread
        that makes it); context is the contextvars.Context to run in."""
        assert group is None, "group argument must be None for now"
        if daemon is None:
            daemon = current_thread().daemon
        elif daemon and not _daemon_threads_allowed():
            raise RuntimeError("daemon threads are disabled in this (sub)interpreter")
        if not name:
            name = f"Thread-{_counter()}"
            if hasattr(target, "__name__"):
                name = f"{name} ({target.__name__})"
        self._name = str(name)
        self._daemonic = daemon
        self._target, self._args = target, args
        self._kwargs = kwargs if kwargs is not None else {}
        self._context = context
        # Where to report to if there is no sys.stderr any more.
        self._stderr = _sys.stderr
        self._started = Event()
        self._handle = _ThreadHandle()
        self._initialized = True
        _dangling.add(self)

    name = property(lambda self: self._name if self._initialized else _too_early(),
                    doc="A name, for people only.")
    daemon = property(lambda self: self._daemonic if self._initialized else _too_early(),
                      doc="Whether the program may end while the thread runs.")
    ident = property(lambda self: self._ident if self._initialized else _too_early(),
                     doc="The thread's identifier; None until it is started.")
    native_id = property(lambda self: self._native_id if self._initialized else _too_early(),
                         doc="The system's identifier of the thread; None until it is started.")

    @name.setter
    def name(self, name):
        if not self._initialized:
            _too_early()
        self._name = str(name)
        if self._ident == get_ident():
            self._tell_name()

    @daemon.setter
    def daemon(self, daemonic):
        self._refuse_if(not self._initialized, _UNINITIALIZED)
        self._refuse_if(daemonic and not _daemon_threads_allowed(),
                        "daemon threads are disabled in this interpreter")
        self._refuse_if(self._started.is_set(), "cannot set daemon status of active thread")
        self._daemonic = daemonic

    def __repr__(self):
        if not self._initialized:
            raise AssertionError("Thread.__init__() was not called")
        words = ["stopped" if self._handle.is_done()
                 else "started" if self._started.is_set() else "initial"]
        if self._daemonic:
            words.append("daemon")
        if self._ident is not None:
            words.append(str(self._ident))
        return f"<{type(self).__name__}({self._name}, {' '.join(words)})>"

    @staticmethod
    def _refuse_if(wrong, text):
        if wrong:
            raise RuntimeError(text)

    def is_alive(self):
        """Whether the thread runs."""
        if not self._initialized:
            _too_early()
        return self._started.is_set() and not self._handle.is_done()

    def start(self):
        """Start the thread; only once."""
        self._refuse_if(not self._initialized, "thread.__init__() not called")
        self._refuse_if(self._started.is_set(), "threads can only be started once")
        if self._context is None and getattr(_sys.flags, "thread_inherit_context", False):
            from contextvars import copy_context
            self._context = copy_context()
        with _registry:
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self._daemonic)
        except BaseException:
            with _registry:
                _limbo.pop(self, None)
            raise
        self._started.wait()

    def join(self, timeout=None):
        """Wait until the thread ends, or for the timeout (is_alive() says which)."""
        self._refuse_if(not self._initialized, _UNINITIALIZED)
        self._refuse_if(not self._started.is_set(), "cannot join thread before it is started")
        self._refuse_if(current_thread() is self, "cannot join current thread")
        self._handle.join(timeout if timeout is None else max(timeout, 0))

    def run(self):
        """What the thread does; by default it calls the target."""
        try:
            target = self._target
            if target is not None:
                target(*self._args, **self._kwargs)
        finally:
            # They may refer back to the thread.
            target = None
            del self._target, self._args, self._kwargs

    def _tell_name(self):
        # The system shows the name too, if it can.
        if self._name:
            try:
                _set_system_name(self._name)
            except OSError:
                pass

    def _enter(self, ident):
        # Count as running from now on.
        self._ident = ident
        self._set_native_id()
        with _registry:
            _active[ident] = self
            _limbo.pop(self, None)
        self._started.set()

    def _set_native_id(self):
        # multiprocessing asks for it in a new process.
        self._native_id = get_native_id()

    def _adopt(self, ident):
        # Stand for a thread that runs already.
        self._handle = _make_thread_handle(ident)
        self._enter(ident)

    def _bootstrap(self):
        # The life of the thread, in the thread.
        ident = get_ident()
        try:
            self._enter(ident)
            self._tell_name()
            for kind, hook in _hooks.items():
                if hook:
                    getattr(_sys, "set" + kind)(hook)
            try:
                if self._context is None:
                    self.run()
                else:
                    self._context.run(self.run)
            except:
                self._report()
        finally:
            with _registry:
                # Not by _ident, which a subclass may have overwritten.
                _active.pop(ident, None)

    def _report(self):
        # Hands the exception that ended run() to excepthook, and what that one raises to
        # sys.excepthook.
        try:
            hook = __excepthook__ if excepthook is None else excepthook
            hook(ExceptHookArgs([*_sys.exc_info(), self]))
        except Exception as failure:
            failure.__suppress_context__ = True
            print("Exception in threading.excepthook:",
                  file=_sys.stderr or self._stderr, flush=True)
            (_sys.excepthook or _sys.__excepthook__)(type(failure), failure,
                                                     failure.__traceback__)


class _MainThread(Thread):
    # The thread that this interpreter began in.

    def __init__(self):
        super().__init__(name="MainThread", daemon=False)
        self._adopt(_get_main_thread_ident())


class _DummyThread(Thread):
    # Stands for a thread that was not started by this module.

    def __init__(self):
        super().__init__(name=f"Dummy-{_counter()}", daemon=_daemon_threads_allowed())
        self._adopt(get_ident())
        _kept.farewell = _Farewell(self)

    def is_alive(self):
        self._refuse_if(not super().is_alive(), "thread is not alive")
        return True

    def join(self, timeout=None):
        self._refuse_if(True, "cannot join a dummy thread")


class _Farewell:
    # Kept among the locals of a thread with a _DummyThread: when they go, so does that one.

    def __init__(self, dummy):
        self.dummy = dummy

    def __del__(self):
        ident = self.dummy._ident
        with _registry:
            if _active.get(ident) is self.dummy:
                del _active[ident]


_kept = local()


class Timer(Thread):
    """A thread that calls a function after an interval, unless it is cancelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
        self.finished.set()

    def cancel(self):
        """Stop the timer if it has not finished yet."""
        self.finished.set()


# The importing thread is not always the main one, but the handle is the main one's.
_main_thread = _MainThread()


# ---------------------------------------------------------------- the end

# What to call first when the interpreter ends; None once that has begun.
_exit_calls = []


def _register_atexit(func, *args, **kwargs):
    """Have a function called when the interpreter ends, before threads are joined.

    Unlike atexit's, it must not be registered once that has begun."""
    if _exit_calls is None:
        raise RuntimeError("can't register atexit after shutdown")
    _exit_calls.append((func, args, kwargs))


def _shutdown():
    """Called when the interpreter ends: wait for the threads that are not daemons."""
    global _exit_calls
    calls, _exit_calls = _exit_calls, None
    if calls is None:
        # Called before.
        return
    while calls:
        func, args, kwargs = calls.pop()
        func(*args, **kwargs)
    if _is_main_interpreter():
        _main_thread._handle._set_done()
    _join_threads()


# ---------------------------------------------------------------- names of before

for _owner, _old, _advice, _body in (
        (Condition, "notifyAll", "use notify_all()", lambda self: self.notify_all()),
        (Event, "isSet", "use is_set()", lambda self: self.is_set()),
        (Thread, "isDaemon", "get the daemon attribute", lambda self: self.daemon),
        (Thread, "setDaemon", "set the daemon attribute",
         lambda self, daemonic: setattr(self, "daemon", daemonic)),
        (Thread, "getName", "get the name attribute", lambda self: self.name),
        (Thread, "setName", "set the name attribute",
         lambda self, name: setattr(self, "name", name))):
    setattr(_owner, _old, _deprecated(_old, _advice, _body, _owner))
del _owner, _old, _advice, _body

currentThread = _deprecated("currentThread", "use current_thread()", lambda: current_thread())
activeCount = _deprecated("activeCount", "use active_count()", lambda: active_count())
