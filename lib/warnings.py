# warnings: issuing warnings and choosing what becomes of them.
# Natively (_warnings) the filters are kept and warn() and warn_explicit() are made; what stands
# here in Python for these serves a runtime (or a test) that has the native module blocked.
# Invariant: at start-up only sys is imported; all else is imported where it is needed.

import sys

__all__ = """warn warn_explicit showwarning formatwarning filterwarnings simplefilter
resetwarnings catch_warnings deprecated""".split()

# What a filter can say, in the order in which -W tries its abbreviations.
_ACTIONS = "default", "always", "all", "ignore", "module", "once", "error"

_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


class WarningMessage:
    """One warning: what it says and the place that it blames."""

    _WARNING_DETAILS = tuple("message category filename lineno file line source".split())

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        values = message, category, filename, lineno, file, line, source
        vars(self).update(zip(self._WARNING_DETAILS, values))

    def __str__(self):
        kind = self.category and self.category.__name__
        shown = dict(message=self.message, category=kind or None, filename=self.filename)
        head = "".join(f"{name} : {value!r}, " for name, value in shown.items())
        return f"{{{head}lineno : {self.lineno}, line : {self.line!r}}}"

    def __repr__(self):
        return f"<{type(self).__qualname__} {self}>"


# ---------------------------------------------------------------- issuing, in Python

def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or drop it, or raise it: the filters decide.

    The caller is blamed with stacklevel 1, the caller's caller with 2, and so on, not
    counting frames of files whose names begin with one of the prefixes."""
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    if not _is_category(category):
        raise TypeError(
            f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    if skip_file_prefixes and stacklevel < 2:
        stacklevel = 2
    blamed = _frame_above(sys._getframe(), stacklevel, skip_file_prefixes)
    if blamed is None:
        # The stack is not that deep.
        place, scope = ("<sys>", 0), vars(sys)
    else:
        place, scope = (blamed.f_code.co_filename, blamed.f_lineno), blamed.f_globals
    warn_explicit(message, category, *place, scope.get("__name__", "<string>"),
                  scope.setdefault("__warningregistry__", {}), scope, source)


def _is_category(cls):
    return isinstance(cls, type) and issubclass(cls, Warning)


def _frame_above(frame, count, prefixes):
    # The frame that is count levels up, or None.  The import machinery's frames are counted
    # only if it is the one that warns.
    def importing(frame):
        file = frame.f_code.co_filename
        return "importlib" in file and "_bootstrap" in file

    caller = frame.f_back
    count_all = caller is None or importing(caller)
    for level in range(count):
        frame = frame.f_back
        if level and not count_all:
            while frame and (importing(frame) or frame.f_code.co_filename.startswith(prefixes)):
                frame = frame.f_back
        if frame is None:
            break
    return frame


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning that blames the given place."""
    lineno = int(lineno)
    if isinstance(message, Warning):
        text, category = str(message), type(message)
    else:
        text, message = message, category(message)
    if module is None:
        module = filename or "<unknown>"
        if module.lower().endswith(".py"):
            module = module[:-3]
    shown = {} if registry is None else registry
    if shown.get("version", 0) != _filters_version:
        # Other filters may let it pass now.
        shown.clear()
        shown["version"] = _filters_version
    here = text, category, lineno
    if shown.get(here):
        return
    action, rule = _verdict(text, category, module, lineno)
    if action == "ignore":
        return
    from linecache import getlines
    # The module's loader may have the lines now, but no longer when they are shown.
    getlines(filename, module_globals)
    if action == "error":
        raise message
    if action not in _ACTIONS:
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {rule}")
    if action not in ("always", "all"):
        shown[here] = 1
        if action != "default":
            # Other places of the module, or of the whole program, count too.
            memory, topic = shown, (text, category, 0)
            if action == "once":
                memory, topic = onceregistry, (text, category)
            if memory.get(topic):
                return
            memory[topic] = 1
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _verdict(text, category, module, lineno):
    # The action for a warning and the filter that says so (None: it is the default).
    for rule in filters:
        action, text_pattern, base, module_pattern, line = rule
        if line and line != lineno or not issubclass(category, base):
            continue
        if all(pattern is None or pattern.match(subject)
               for pattern, subject in ((text_pattern, text), (module_pattern, module))):
            return action, rule
    return defaultaction, None


# ---------------------------------------------------------------- showing

def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr; programs may put their own in place."""
    _deliver(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """What is written of a warning; programs may put their own in place."""
    return _text(WarningMessage(message, category, filename, lineno, line=line))


_own = {"showwarning": showwarning, "formatwarning": formatwarning}

# The list of the innermost catch_warnings(record=True).
_record = None


def _replacement(name):
    # What the program has put in place of one of the two functions above, if anything.
    # Either may have been deleted, too.
    current = globals().get(name, _own[name])
    return None if current is _own[name] else current


def _showwarnmsg(msg):
    """Show a warning: where the native part hands it over."""
    show = _replacement("showwarning")
    if show is None:
        _deliver(msg)
    elif callable(show):
        show(*[getattr(msg, detail) for detail in msg._WARNING_DETAILS[:-1]])
    else:
        raise TypeError("warnings.showwarning() must be set to a function or method")


def _deliver(msg):
    if _record is not None:
        _record.append(msg)
        return
    stream = sys.stderr if msg.file is None else msg.file
    if stream is None:
        return  # nobody can be told
    make = _replacement("formatwarning")
    text = (_text(msg) if make is None else
            make(msg.message, msg.category, msg.filename, msg.lineno, msg.line))
    try:
        stream.write(text)
    except OSError:
        # There is no better place to complain about it.
        return


def _text(msg):
    kind = msg.category.__name__
    parts = [f"{msg.filename}:{msg.lineno}: {kind}: {msg.message}\n"]
    if msg.line is None:
        parts += _code_line(msg.filename, msg.lineno, "  ")
    elif msg.line:
        parts.append(f"  {msg.line.strip()}\n")
    if msg.source is not None:
        parts += _origin(msg.source, kind)
    return "".join(parts)


def _code_line(filename, lineno, indent):
    # A line of source in a list, or an empty one.
    try:
        from linecache import getline
        found = getline(filename, lineno)
    except Exception:
        # While the interpreter ends, neither modules nor files need be within reach.
        found = ""
    return [f"{indent}{found.strip()}\n"] if found else []


def _origin(source, kind):
    # Lines on where the object that a ResourceWarning is about was made, if that is known.
    try:
        import tracemalloc
        tracing, trace = tracemalloc.is_tracing(), tracemalloc.get_object_traceback(source)
    except Exception:
        return
    if trace is not None:
        yield "Object allocated at (most recent call last):\n"
        for place in trace:
            yield f'  File "{place.filename}", lineno {place.lineno}\n'
            yield from _code_line(place.filename, place.lineno, " " * 4)
    elif not tracing:
        yield f"{kind}: Enable tracemalloc to get the object allocation traceback\n"


# ---------------------------------------------------------------- filters

# A filter is (action, message, category, module, lineno): message and module are compiled
# patterns (or None), lineno 0 stands for all.

def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Add a filter before the others, or with append behind them.

    message and module are regular expressions for how the text (in any case) and the name of
    the module begin; lineno 0 stands for all lines.
    """
    if not _is_category(category):
        raise TypeError("category must be a Warning subclass")
    _add_filter(action, _pattern("message", message, fold=True), category,
                _pattern("module", module), lineno, last=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter that looks at neither text nor module."""
    _add_filter(action, None, category, None, lineno, last=append)


def resetwarnings():
    """Forget all filters, the default ones too."""
    filters.clear()
    _filters_mutated()


def _pattern(role, regex, fold=False):
    if not isinstance(regex, str):
        raise TypeError(role + " must be a string")
    if not regex:
        return None
    import re
    return re.compile(regex, re.IGNORECASE if fold else 0)


def _add_filter(action, message, category, module, lineno, last):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    elif not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    elif lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    rule = action, message, category, module, lineno
    known = rule in filters
    if last and not known:
        filters.append(rule)
    elif not last:
        # It counts where it stands first, and need not stand there twice.
        if known:
            filters.remove(rule)
        filters.insert(0, rule)
    _filters_mutated()


# ---------------------------------------------------------------- the option -W

class _OptionError(Exception):
    """An option makes no sense; the argument says why."""


def _processoptions(options):
    # What -W and $PYTHONWARNINGS give; nonsense is reported and passed over.
    for option in options:
        try:
            _setoption(option)
        except _OptionError as why:
            sys.stderr.write(f"Invalid -W option ignored: {why}\n")


def _setoption(option):
    # The text is action:message:category:module:lineno, from the right any may be left out.
    fields = [field.strip() for field in option.split(":")]
    missing = 5 - len(fields)
    if missing < 0:
        raise _OptionError(f"too many fields (max 5): {option!r}")
    action, message, category, module, lineno = fields + [""] * missing
    action, category = _getaction(action), _getcategory(category)
    filterwarnings(action, _literal(message), category, module and _literal(module) + r"\Z",
                   _option_lineno(lineno))


def _literal(text):
    if not text:
        return text
    from re import escape
    return escape(text)


def _getaction(abbreviation):
    for whole in _ACTIONS:
        # No text at all is the start of the first, which is the one wanted.
        if whole.startswith(abbreviation):
            return whole
    raise _OptionError(f"invalid action: {abbreviation!r}")


def _getcategory(path):
    module, _, name = path.rpartition(".")
    if not path:
        return Warning
    try:
        found = getattr(__import__(module or "builtins", fromlist=[name]), name)
    except ImportError:
        raise _OptionError(f"invalid module name: {module!r}") from None
    except AttributeError:
        raise _OptionError(f"unknown warning category: {path!r}") from None
    if issubclass(found, Warning):
        return found
    raise _OptionError(f"invalid warning category: {path!r}")


def _option_lineno(text):
    try:
        number = int(text or "0")
    except ValueError:
        number = None
    if number is None or number < 0:
        raise _OptionError(f"invalid lineno {text if number is None else number!r}")
    return number


# ---------------------------------------------------------------- catch_warnings

class catch_warnings:
    """Context manager at whose end the filters and showwarning() are what they were.

    With record, warnings go to the list that "as" gives and are not shown.  With an action,
    simplefilter() is called with that and the arguments behind it.
    """

    _KEPT = "filters", "showwarning", "_record"

    def __init__(self, *, record=False, module=None,
                 action=None, category=Warning, lineno=0, append=False):
        self._module = sys.modules["warnings"] if module is None else module
        self._recording = record
        self._first = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __repr__(self):
        given = ["record=True"] * bool(self._recording)
        if self._module is not sys.modules["warnings"]:
            given.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(given)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        scope = self._module
        self._before = [getattr(scope, name) for name in self._KEPT]
        scope.filters = scope.filters[:]
        if self._recording:
            # Any showwarning() of the program's would keep the list empty.
            scope._record, scope.showwarning = [], scope._own["showwarning"]
        scope._filters_mutated()
        if self._first is not None:
            simplefilter(*self._first)
        return scope._record if self._recording else None

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        for name, value in zip(self._KEPT, self._before):
            setattr(self._module, name, value)
        self._module._filters_mutated()


# ---------------------------------------------------------------- deprecation

class deprecated:
    """Decorator that marks a class, function or overload as deprecated (PEP 702).

    Type checkers tell of its use.  A call of it warns, with the given category; with None it
    does not.  The message can be found in __deprecated__.
    """

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not "
                            f"{type(message).__name__!r}")
        vars(self).update(message=message, category=category, stacklevel=stacklevel)

    def __call__(self, arg, /):
        if self.category is None:
            marked = arg
        elif isinstance(arg, type):
            marked = self._marked_class(arg)
        elif callable(arg):
            marked = self._warning_first(arg)
            if _seems_coroutine_function(arg):
                import inspect
                if inspect.iscoroutinefunction(arg):
                    inspect.markcoroutinefunction(marked)
        else:
            raise TypeError("@deprecated decorator with non-None category must be applied to "
                            f"a class or callable, not {arg!r}")
        arg.__deprecated__ = marked.__deprecated__ = self.message
        return marked

    def _warning_first(self, func, call=None, when=None):
        # A function like func that warns (when(first argument) holds) and then calls it.
        from functools import wraps
        text, category, level = self.message, self.category, self.stacklevel + 1
        call = call or func

        @wraps(func)
        def wrapper(*args, **kwargs):
            if when is None or when(args[0]):
                warn(text, category=category, stacklevel=level)
            return call(*args, **kwargs)

        wrapper.__deprecated__ = text
        return wrapper

    def _marked_class(self, cls):
        # Making an instance warns (not one of a subclass), and making a subclass does.
        new, hook = cls.__new__, cls.__init_subclass__

        def plain_new(made, /, *args, **kwargs):
            # object.__new__ would not take what is meant for __init__.
            if (args or kwargs) and made.__init__ is object.__init__:
                raise TypeError(f"{made.__name__}() takes no arguments")
            return object.__new__(made)

        cls.__new__ = staticmethod(self._warning_first(
            new, plain_new if new is object.__new__ else None, lambda made: made is cls))
        if hasattr(hook, "__func__"):
            # Defined in Python: it must get the class that is being made.
            cls.__init_subclass__ = classmethod(self._warning_first(hook.__func__))
        else:
            # object's own comes bound.
            cls.__init_subclass__ = self._warning_first(hook)
        return cls


def _seems_coroutine_function(func):
    # Spares plain functions the import of inspect, which is large.
    flags = getattr(getattr(func, "__code__", None), "co_flags", 0x80)
    return flags & 0x80 or hasattr(func, "_is_coroutine_mark")


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=None):
    """Warn that something of the library goes in version remove; once it is _version, an error.

    If _version is not given it is only a warning: the library's folder may be of an older
    version than the runtime, and is to work."""
    goes = "%d.%d" % remove
    if _version:
        now = _version[:2]
        if now > remove or now == remove and _version[3] != "alpha":
            raise RuntimeError(f"{name!r} was slated for removal after Python {goes} alpha")
    warn(message.format(name=name, remove=goes), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    # The runtime calls this for a coroutine that dies without having run.
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        from linecache import getline
        from traceback import format_list
        text += "\nCoroutine created at (most recent call last)\n" + "".join(format_list(
            [(*place, getline(*place[:2])) for place in reversed(coro.cr_origin)]))
    # The place of its death says little, but there is no other to blame.
    warn(text.rstrip("\n"), RuntimeWarning, 2, coro)


# ---------------------------------------------------------------- state

try:
    import _warnings
except ImportError:
    filters, onceregistry, defaultaction = [], {}, "default"
    _filters_version = 1

    def _filters_mutated():
        # What modules have noted as shown is out of date.
        global _filters_version
        _filters_version += 1

    _processoptions(sys.warnoptions)
    filterwarnings("default", category=DeprecationWarning, module="__main__", append=True)
    for _quiet in DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning:
        simplefilter("ignore", _quiet, append=True)
    del _quiet
else:
    warn, warn_explicit, filters = _warnings.warn, _warnings.warn_explicit, _warnings.filters
    defaultaction, onceregistry = _warnings._defaultaction, _warnings._onceregistry
    _filters_mutated = getattr(_warnings, "_filters_mutated", None) or _warnings._filters_mutated_lock_held
    _processoptions(sys.warnoptions)
