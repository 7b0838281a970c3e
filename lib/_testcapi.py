# _testcapi: what CPython's tests ask of the C interface, where it means something without one.
# The rest is missing, and an attempt to use it raises AttributeError.

import sys as _sys
from _testcalls import MethClass, MethInstance, MethStatic, functions_of as _functions_of

globals().update(_functions_of(_sys.modules[__name__]))

CHAR_MIN, CHAR_MAX, UCHAR_MAX = -(1 << 7), (1 << 7) - 1, (1 << 8) - 1
SHRT_MIN, SHRT_MAX, USHRT_MAX = -(1 << 15), (1 << 15) - 1, (1 << 16) - 1
INT_MIN, INT_MAX, UINT_MAX = -(1 << 31), (1 << 31) - 1, (1 << 32) - 1
LONG_MIN, LONG_MAX, ULONG_MAX = -(1 << 63), (1 << 63) - 1, (1 << 64) - 1
LLONG_MIN, LLONG_MAX, ULLONG_MAX = LONG_MIN, LONG_MAX, ULONG_MAX
PY_SSIZE_T_MIN, PY_SSIZE_T_MAX = LONG_MIN, LONG_MAX
SIZEOF_PYOBJECT = 16
Py_C_RECURSION_LIMIT = 6000  # how deep the nodes of a source may nest
SIZEOF_VOID_P = SIZEOF_TIME_T = 8
SIZEOF_WCHAR_T = 4
FLT_MIN, FLT_MAX = 2.0 ** -126, (2.0 - 2.0 ** -23) * 2.0 ** 127
DBL_MIN, DBL_MAX = _sys.float_info.min, _sys.float_info.max
WITH_PYMALLOC = False


def run_in_subinterp(code):
    """Run a script in an interpreter made for it: 0, or -1 after an exception."""
    import _interpreters
    import _testinternalcapi
    id = _testinternalcapi.create_interpreter("legacy", whence=_interpreters.WHENCE_LEGACY_CAPI)
    try:
        return _testinternalcapi.exec_interpreter(id, code, main=True)
    finally:
        _testinternalcapi.destroy_interpreter(id)


_temporary_thread = None


def call_in_temporary_c_thread(callback, wait=True):
    """Call callback in a thread that module threading knows nothing of; wait for its end."""
    import _thread
    global _temporary_thread
    if _temporary_thread is not None:
        raise RuntimeError("test_c_thread is already started")
    handle = _thread.start_joinable_thread(callback, daemon=True)
    if wait:
        handle.join()
    else:
        _temporary_thread = handle


def join_temporary_c_thread():
    """Wait for a thread that call_in_temporary_c_thread() did not wait for."""
    global _temporary_thread
    handle, _temporary_thread = _temporary_thread, None
    handle.join()


def raise_exception(type, n):
    """Raise type with the numbers below n as its arguments."""
    raise type(*range(n))


def raise_memoryerror():
    raise MemoryError


def make_exception_with_doc(name, doc=None, base=Exception, dict=None):
    """Make an exception class from its dotted name."""
    if "." not in name:
        raise SystemError("PyErr_NewException: name must be module.class")
    module, _, name = name.rpartition(".")
    bases = base if isinstance(base, tuple) else (base,)
    namespace = {**(dict or {})}
    namespace.setdefault("__module__", module)
    if doc is not None:
        namespace["__doc__"] = doc
    return type(name, bases, namespace)


def exception_print(exc, legacy=False):
    """Print an exception as the interpreter would."""
    if not isinstance(exc, BaseException):
        _sys.stderr.write(f"TypeError: print_exception(): Exception expected for value, {type(exc).__name__} found\n")
        return
    _sys.excepthook(type(exc), exc, exc.__traceback__)


def traceback_print(tb, file):
    """Print a traceback to a file."""
    import traceback
    file.write("Traceback (most recent call last):\n")
    traceback.print_tb(tb, file=file)


def pyobject_fastcalldict(func, args, kwargs):
    """Call func; None stands for no arguments."""
    return func(*(args or ()), **(kwargs or {}))


def pyobject_vectorcall(func, args, kwnames):
    """Call func with the last of the arguments by name; None stands for no arguments and no names."""
    args, kwnames = args or (), kwnames or ()
    if len(kwnames) > len(args):
        raise ValueError("more names than arguments")
    split = len(args) - len(kwnames)
    return func(*args[:split], **dict(zip(kwnames, args[split:])))


def pycfunction_call(func, args, kwargs=None):
    return func(*args, **(kwargs or {}))


def frame_getlocals(frame):
    return frame.f_locals


def frame_getglobals(frame):
    return frame.f_globals


def frame_getbuiltins(frame):
    return frame.f_builtins


def frame_getlasti(frame):
    return frame.f_lasti


def frame_getgenerator(frame):
    return frame.f_generator


def frame_getvar(frame, name):
    """Look up a variable of a frame."""
    if not isinstance(name, str):
        raise TypeError(f"name must be str, not {type(name).__name__}")
    try:
        return frame.f_locals[name]
    except KeyError:
        raise NameError(f"variable {name!r} does not exist") from None


def frame_getvarstring(frame, name):
    return frame_getvar(frame, name.decode())


class awaitType:
    """Awaits by its __await__ alone."""

    def __init__(self, awaitable):
        self._awaitable = awaitable

    def __await__(self):
        return self._awaitable


class CodeLike:
    """Something that a C function would fire events of sys.monitoring for; no such function is here."""

    def __init__(self, num_events):
        self.num_events = num_events


def __getattr__(name):
    if name.startswith("fire_event_"):
        def fire(*args):
            raise NotImplementedError(f"_testcapi.{name}: Vivarium has no C interface")
        return fire
    raise AttributeError(f"module '_testcapi' has no attribute {name!r}")
