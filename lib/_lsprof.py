# _lsprof: the profiler under cProfile, written over sys.setprofile.
# For every function it keeps how often it was called and how long, by caller too; functions
# are known by their code object, builtin ones by a text.

import sys
from collections import namedtuple as _namedtuple
from time import perf_counter as _perf_counter

profiler_entry = _namedtuple(
    "profiler_entry", "code callcount reccallcount totaltime inlinetime calls",
    module="_lsprof")
profiler_subentry = _namedtuple(
    "profiler_subentry", "code callcount reccallcount totaltime inlinetime",
    module="_lsprof")


class _Counts:
    __slots__ = "count", "recursive", "total", "inline", "level"

    def __init__(self):
        self.count = self.recursive = self.level = 0
        self.total = self.inline = 0

    def leave(self, total, inline):
        self.level -= 1
        if self.level == 0:
            self.total += total
        else:
            self.recursive += 1
        self.inline += inline
        self.count += 1


class _Entry(_Counts):
    __slots__ = "calls",

    def __init__(self):
        super().__init__()
        self.calls = {}


class _Context:
    __slots__ = "key", "entry", "sub", "start", "inner"


_descriptors = "method_descriptor", "wrapper_descriptor", "classmethod_descriptor"


def _builtin_name(func):
    # What a builtin function is called in reports.
    owner = getattr(func, "__self__", None)
    name = getattr(func, "__name__", "?")
    if type(func).__name__ in _descriptors:
        return repr(func)
    if owner is None or isinstance(owner, type(sys)):
        module = getattr(func, "__module__", None)
        if module is None and owner is not None:
            module = owner.__name__
        if module is not None:
            return f"<built-in method {module}.{name}>"
        return f"<{name}>"
    for cls in type(owner).__mro__:
        method = cls.__dict__.get(name)
        if method is not None:
            if type(method).__name__ in _descriptors:
                return repr(method)
            break
    return f"<built-in method {name}>"


class Profiler:
    """Profiler(timer=None, timeunit=0.0, subcalls=True, builtins=True)

    Measures how long functions take.

    timer is a function that tells the time, by default in seconds; if its results
    are integers, timeunit says how many seconds one is."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = timer
        self._unit = timeunit
        self._subcalls = bool(subcalls)
        self._builtins = bool(builtins)
        self._enabled = False
        self._in_timer = False
        self._entries = {}
        self._names = {}
        self._stack = []

    def _now(self):
        if self._timer is None:
            return _perf_counter()
        self._in_timer = True
        try:
            value = self._timer()
            return value if self._unit else float(value)
        except Exception as exc:
            sys.unraisablehook(_Unraisable(type(exc), exc, exc.__traceback__, None,
                                           self._timer))
            return 0
        finally:
            self._in_timer = False

    def _enter(self, key):
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry()
        entry.level += 1
        context = _Context()
        context.key = key
        context.entry = entry
        context.inner = 0
        context.sub = None
        if self._subcalls and self._stack:
            calls = self._stack[-1].entry.calls
            sub = calls.get(key)
            if sub is None:
                sub = calls[key] = _Counts()
            sub.level += 1
            context.sub = sub
        self._stack.append(context)
        context.start = self._now()

    def _leave(self):
        if not self._stack:
            return
        context = self._stack[-1]
        total = self._now() - context.start
        if not self._stack:
            return
        self._stack.pop()
        inline = total - context.inner
        if self._stack:
            self._stack[-1].inner += total
        context.entry.leave(total, inline)
        if context.sub is not None:
            context.sub.leave(total, inline)

    def _event(self, frame, event, arg):
        if self._in_timer or frame.f_globals is _own:
            return
        if event == "call":
            self._enter(frame.f_code)
        elif event == "return":
            if self._stack and self._stack[-1].key is frame.f_code:
                self._leave()
        elif self._builtins:
            if event == "c_call":
                name = _builtin_name(arg)
                # One object for a text: pstats goes by identity.
                self._enter(self._names.setdefault(name, name))
            elif self._stack:
                self._leave()

    def enable(self, subcalls=None, builtins=None):
        """enable(subcalls=True, builtins=True)

        Begin to measure: also for each caller if subcalls is true, and built-in
        functions apart from who calls them if builtins is true."""
        if self._in_timer:
            raise RuntimeError("cannot enable profiler in external timer")
        if subcalls is not None:
            self._subcalls = bool(subcalls)
        if builtins is not None:
            self._builtins = bool(builtins)
        if not self._enabled:
            monitoring = sys.monitoring
            if monitoring.get_tool(monitoring.PROFILER_ID) is not None or sys.getprofile():
                raise ValueError("Another profiling tool is already active")
            monitoring.use_tool_id(monitoring.PROFILER_ID, "cProfile")
        self._enabled = True
        sys.setprofile(self._event)

    def disable(self):
        """disable()

        Measure no longer."""
        if self._in_timer:
            raise RuntimeError("cannot disable profiler in external timer")
        if not self._enabled:
            return
        sys.setprofile(None)
        sys.monitoring.free_tool_id(sys.monitoring.PROFILER_ID)
        self._enabled = False
        if self._builtins:
            self._enter("<method 'disable' of '_lsprof.Profiler' objects>")
        while self._stack:
            self._leave()

    def clear(self):
        """clear()

        Forget what was measured."""
        if self._in_timer:
            raise RuntimeError("cannot clear profiler in external timer")
        self._entries = {}
        self._stack = []

    def getstats(self):
        """getstats() -> list of profiler_entry objects

        Return what was measured, one entry for each function."""
        unit = self._unit or 1.0
        result = []
        for key, entry in self._entries.items():
            if not entry.count:
                continue
            calls = None
            if entry.calls:
                calls = [profiler_subentry(k, c.count, c.recursive, c.total * unit,
                                           c.inline * unit)
                         for k, c in entry.calls.items() if c.count]
            result.append(profiler_entry(key, entry.count, entry.recursive,
                                         entry.total * unit, entry.inline * unit, calls))
        return result


_own = globals()
_Unraisable = _namedtuple("UnraisableHookArgs",
                          "exc_type exc_value exc_traceback err_msg object")
