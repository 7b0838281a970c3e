# warnings: issuing warnings and choosing what becomes of them.
# The filters and the issuing are native (_warnings); the pure Python warn() and
# warn_explicit() below serve a runtime (or a test) that has it blocked.
# Invariant: imports nothing but sys until it has to (it is imported at start-up).

import sys

__all__ = ["warn", "warn_explicit", "showwarning",
           "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "deprecated"]


# ---------------------------------------------------------------- showing

def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr.  May be replaced."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning.  May be replaced."""
    return _formatwarnmsg_impl(
        WarningMessage(message, category, filename, lineno, None, line))


def _showwarnmsg_impl(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            # Without a stderr, warnings get lost.
            return
    text = _formatwarnmsg(msg)
    try:
        file.write(text)
    except OSError:
        pass


def _formatwarnmsg_impl(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            # At shutdown the import, or the file, may be out of reach.
            line = None
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += _source_text(msg)
    return text


def _source_text(msg):
    # Where the object that a ResourceWarning is about was made, if that is known.
    try:
        import tracemalloc
    except Exception:
        return ""
    try:
        tb = tracemalloc.get_object_traceback(msg.source)
        tracing = tracemalloc.is_tracing()
    except Exception:
        # At shutdown.
        return ""
    if tb is None:
        if tracing:
            return ""
        return (f"{msg.category.__name__}: Enable tracemalloc to get the object "
                "allocation traceback\n")
    text = "Object allocated at (most recent call last):\n"
    for frame in tb:
        text += f'  File "{frame.filename}", lineno {frame.lineno}\n'
        try:
            import linecache
            line = linecache.getline(frame.filename, frame.lineno)
        except Exception:
            line = None
        if line:
            text += f"    {line.strip()}\n"
    return text


# To see whether the user has replaced them.
_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg(msg):
    """Show a warning: where the native part hands it over."""
    try:
        show = showwarning
    except NameError:
        pass
    else:
        if show is not _showwarning_orig:
            if not callable(show):
                raise TypeError("warnings.showwarning() must be set to a "
                                "function or method")
            show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
            return
    _showwarnmsg_impl(msg)


def _formatwarnmsg(msg):
    try:
        format = formatwarning
    except NameError:
        pass
    else:
        if format is not _formatwarning_orig:
            return format(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _formatwarnmsg_impl(msg)


class WarningMessage:
    """A warning and where it comes from."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file",
                        "line", "source")

    def __init__(self, message, category, filename, lineno, file=None,
                 line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}"
                % (self.message, self._category_name, self.filename, self.lineno, self.line))

    def __repr__(self):
        return f"<{type(self).__qualname__} {self}>"


# ---------------------------------------------------------------- filters

# A filter is (action, message, category, module, lineno): message and module are compiled
# patterns (or None), lineno 0 stands for all.
_ACTIONS = {"error", "ignore", "always", "all", "default", "module", "once"}


def _check_filter(action, category, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0,
                   append=False):
    """Put a filter in front of (or behind) the others.

    message and module are regular expressions for the beginning of the text and for the
    module's name; lineno 0 stands for all lines.
    """
    _check_filter(action, category, lineno)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if message or module:
        # The patterns are all that needs re: most filters have none.
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Put a filter for all modules and texts in front of (or behind) the others."""
    _check_filter(action, category, lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Drop all filters."""
    filters[:] = []
    _filters_mutated()


class _OptionError(Exception):
    """A -W option that cannot be understood."""


def _processoptions(args):
    # The -W options and $PYTHONWARNINGS.
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as msg:
            print("Invalid -W option ignored:", msg, file=sys.stderr)


def _setoption(arg):
    # action:message:category:module:lineno
    parts = arg.split(":")
    if len(parts) > 5:
        raise _OptionError("too many fields (max 5): %r" % (arg,))
    parts += [""] * (5 - len(parts))
    action, message, category, module, lineno = [s.strip() for s in parts]
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        # In an option they are meant literally.
        import re
        message = re.escape(message)
        if module:
            module = re.escape(module) + r"\Z"
    if lineno:
        try:
            lineno = int(lineno)
            if lineno < 0:
                raise ValueError
        except (ValueError, OverflowError):
            raise _OptionError("invalid lineno %r" % (lineno,)) from None
    else:
        lineno = 0
    filterwarnings(action, message, category, module, lineno)


def _getaction(action):
    if not action:
        return "default"
    for a in "default", "always", "all", "ignore", "module", "once", "error":
        if a.startswith(action):
            return a
    raise _OptionError("invalid action: %r" % (action,))


def _getcategory(category):
    if not category:
        return Warning
    modname, dot, name = category.rpartition(".")
    if not dot:
        import builtins as m
    else:
        try:
            m = __import__(modname, None, None, [name])
        except ImportError:
            raise _OptionError("invalid module name: %r" % (modname,)) from None
    try:
        cat = getattr(m, name)
    except AttributeError:
        raise _OptionError("unknown warning category: %r" % (category,)) from None
    if not issubclass(cat, Warning):
        raise _OptionError("invalid warning category: %r" % (category,))
    return cat


# ---------------------------------------------------------------- issuing, in Python

def _is_internal_filename(filename):
    return "importlib" in filename and "_bootstrap" in filename


def _is_internal_frame(frame):
    """Whether a frame is of the import machinery, which is not to be blamed."""
    return _is_internal_filename(frame.f_code.co_filename)


def _next_external_frame(frame, skip_file_prefixes):
    frame = frame.f_back
    while frame is not None:
        filename = frame.f_code.co_filename
        if not _is_internal_filename(filename) and not filename.startswith(skip_file_prefixes):
            break
        frame = frame.f_back
    return frame


def warn(message, category=None, stacklevel=1, source=None,
         *, skip_file_prefixes=()):
    """Issue a warning, or ignore it, or raise it, as the filters say.

    stacklevel 1 blames the caller, 2 the caller's caller; frames of files with one of the
    prefixes are not counted."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, "
                        f"not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    try:
        if stacklevel <= 1 or _is_internal_frame(sys._getframe(1)):
            frame = sys._getframe(stacklevel)
        else:
            frame = sys._getframe(1)
            for _ in range(stacklevel - 1):
                frame = _next_external_frame(frame, skip_file_prefixes)
                if frame is None:
                    raise ValueError
    except ValueError:
        # The stack is not that deep.
        globals = sys.__dict__
        filename, lineno = "<sys>", 0
    else:
        globals = frame.f_globals
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
    module = globals.get("__name__", "<string>")
    registry = globals.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, module, registry, globals, source)


def warn_explicit(message, category, filename, lineno,
                  module=None, registry=None, module_globals=None,
                  source=None):
    """As warn(), with the place to blame given explicitly."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _filters_version:
        registry.clear()
        registry["version"] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = text, category, lineno
    if registry.get(key):
        return
    for item in filters:
        action, msg, cat, mod, ln = item
        if ((msg is None or msg.match(text)) and issubclass(category, cat)
                and (mod is None or mod.match(module)) and ln in (0, lineno)):
            break
    else:
        action = defaultaction
        item = None
    if action == "ignore":
        return
    # The lines may be had through the module's loader now, and not when they are shown.
    import linecache
    linecache.getlines(filename, module_globals)
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        oncekey = text, category
        if onceregistry.get(oncekey):
            return
        onceregistry[oncekey] = 1
    elif action == "module":
        registry[key] = 1
        altkey = text, category, 0
        if registry.get(altkey):
            return
        registry[altkey] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {item}")
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


# ---------------------------------------------------------------- catch_warnings

class catch_warnings:
    """Context manager that restores the filters and showwarning() at its end.

    With record, warnings are not shown but appended to the list that "as" gives.  With an
    action, simplefilter() is called with it and the arguments that follow.
    """

    def __init__(self, *, record=False, module=None,
                 action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=" + repr(self._module))
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            # A replaced showwarning() would otherwise be called instead.
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


# ---------------------------------------------------------------- deprecated

class deprecated:
    """Decorator that marks a class, function or overload as deprecated (PEP 702).

    Type checkers diagnose its use; at run time, calling it issues a warning of the given
    category, unless that is None.  The message is kept as __deprecated__.
    """

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', "
                            f"not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            return self._mark_class(arg)
        if callable(arg):
            return self._mark_function(arg)
        raise TypeError("@deprecated decorator with non-None category must be applied to "
                        f"a class or callable, not {arg!r}")

    # In the functions below, stacklevel counts the wrapper's own frame.

    def _mark_class(self, cls):
        import functools
        from types import MethodType
        message, category, stacklevel = self.message, self.category, self.stacklevel
        original_new = cls.__new__

        @functools.wraps(original_new)
        def __new__(klass, /, *args, **kwargs):
            if klass is cls:
                warn(message, category=category, stacklevel=stacklevel + 1)
            if original_new is not object.__new__:
                return original_new(klass, *args, **kwargs)
            if klass.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{klass.__name__}() takes no arguments")
            return original_new(klass)

        cls.__new__ = staticmethod(__new__)
        original_init_subclass = cls.__init_subclass__
        if isinstance(original_init_subclass, MethodType):
            # Defined in Python: it must get the class that is being made.
            original_init_subclass = original_init_subclass.__func__

            @functools.wraps(original_init_subclass)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=stacklevel + 1)
                return original_init_subclass(*args, **kwargs)

            cls.__init_subclass__ = classmethod(__init_subclass__)
        else:
            # object's own, which is bound already.
            @functools.wraps(original_init_subclass)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=stacklevel + 1)
                return original_init_subclass(*args, **kwargs)

            cls.__init_subclass__ = __init_subclass__
        cls.__deprecated__ = __new__.__deprecated__ = message
        __init_subclass__.__deprecated__ = message
        return cls

    def _mark_function(self, func):
        import functools
        message, category, stacklevel = self.message, self.category, self.stacklevel

        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return func(*args, **kwargs)

        if _may_be_coroutine_function(func):
            import inspect
            if inspect.iscoroutinefunction(func):
                wrapper = inspect.markcoroutinefunction(wrapper)
        func.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _may_be_coroutine_function(func):
    # False for plain functions, for which inspect (which is large) need not be loaded.
    code = getattr(func, "__code__", None)
    if code is None or hasattr(func, "_is_coroutine_mark"):
        return True
    return bool(code.co_flags & 0x80)


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=None):
    """Warn that something of the library will go in version remove; from _version on, an error.

    Without _version it is only a warning: the library's folder may be of an older version than
    the runtime, and is to work."""
    formatted = f"{remove[0]}.{remove[1]}"
    if _version and (_version[:2] > remove or (_version[:2] == remove and _version[3] != "alpha")):
        raise RuntimeError(f"{name!r} was slated for removal after Python {formatted} alpha")
    warn(message.format(name=name, remove=formatted), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    # Called by the runtime for a coroutine that dies without having run.
    lines = [f"coroutine '{coro.__qualname__}' was never awaited\n"]
    if coro.cr_origin is not None:
        import linecache
        import traceback
        lines.append("Coroutine created at (most recent call last)\n")
        frames = [(filename, lineno, funcname, linecache.getline(filename, lineno))
                  for filename, lineno, funcname in reversed(coro.cr_origin)]
        lines += traceback.format_list(frames)
    # Where the coroutine died is by chance, but it is all there is to blame.
    warn("".join(lines).rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)


# ---------------------------------------------------------------- state

try:
    from _warnings import (filters, warn, warn_explicit,
                           _defaultaction as defaultaction, _onceregistry as onceregistry)
    try:
        from _warnings import _filters_mutated
    except ImportError:
        from _warnings import _filters_mutated_lock_held as _filters_mutated
    _warnings_defaults = True
except ImportError:
    filters = []
    defaultaction = "default"
    onceregistry = {}
    _filters_version = 1
    _warnings_defaults = False

    def _filters_mutated():
        # What modules have registered as shown is outdated.
        global _filters_version
        _filters_version += 1

_processoptions(sys.warnoptions)
if not _warnings_defaults:
    filterwarnings("default", category=DeprecationWarning, module="__main__", append=1)
    for _cat in (DeprecationWarning, PendingDeprecationWarning, ImportWarning,
                 ResourceWarning):
        simplefilter("ignore", category=_cat, append=1)
    del _cat
