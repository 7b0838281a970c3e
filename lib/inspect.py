# inspect: what live objects are, where they come from, and what they hold.
# Signatures are in _inspect_signature. Modules for source code (linecache, tokenize, dis, ...) are
# imported where they are needed, because most users only ask for types and signatures.
"""Introspection of classes, functions, frames and source code."""
import functools
import os
import sys
import types
from collections import namedtuple

__all__ = [
    "AGEN_CLOSED", "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "ArgInfo", "Arguments",
    "Attribute", "BlockFinder", "BoundArguments", "BufferFlags", "CORO_CLOSED", "CORO_CREATED",
    "CORO_RUNNING", "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE", "CO_GENERATOR",
    "CO_HAS_DOCSTRING", "CO_ITERABLE_COROUTINE", "CO_METHOD", "CO_NESTED", "CO_NEWLOCALS", "CO_NOFREE", "CO_OPTIMIZED",
    "CO_VARARGS", "CO_VARKEYWORDS", "ClassFoundException", "ClosureVars", "EndOfBlock",
    "FrameInfo", "FullArgSpec", "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED",
    "Parameter", "Signature", "TPFLAGS_IS_ABSTRACT", "Traceback", "classify_class_attrs",
    "cleandoc", "currentframe", "findsource", "formatannotation", "formatannotationrelativeto",
    "formatargvalues", "get_annotations", "getabsfile", "getargs", "getargvalues",
    "getasyncgenlocals", "getasyncgenstate", "getattr_static", "getblock", "getcallargs",
    "getclasstree", "getclosurevars", "getcomments", "getcoroutinelocals", "getcoroutinestate",
    "getdoc", "getfile", "getframeinfo", "getfullargspec", "getgeneratorlocals",
    "getgeneratorstate", "getinnerframes", "getlineno", "getmembers", "getmembers_static",
    "getmodule", "getmodulename", "getmro", "getouterframes", "getsource", "getsourcefile",
    "getsourcelines", "indentsize", "isabstract", "isasyncgen", "isasyncgenfunction",
    "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction",
    "isdatadescriptor", "isframe", "isfunction", "isgenerator", "isgeneratorfunction",
    "isgetsetdescriptor", "ismemberdescriptor", "ismethod", "ismethoddescriptor",
    "ismethodwrapper", "ismodule", "ispackage", "isroutine", "istraceback",
    "markcoroutinefunction", "signature", "stack", "trace", "unwrap", "walktree",
]

CO_OPTIMIZED = 1
CO_NEWLOCALS = 2
CO_VARARGS = 4
CO_VARKEYWORDS = 8
CO_NESTED = 16
CO_GENERATOR = 32
CO_NOFREE = 64
CO_COROUTINE = 128
CO_ITERABLE_COROUTINE = 256
CO_ASYNC_GENERATOR = 512
CO_HAS_DOCSTRING = 0x4000000
CO_METHOD = 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20

_sentinel = object()


# --- kinds of objects ---------------------------------------------------------------------------

def ismodule(object):
    """Whether object is a module."""
    return isinstance(object, types.ModuleType)


def ispackage(object):
    """Whether object is a package."""
    return ismodule(object) and hasattr(object, "__path__")


def isclass(object):
    """Whether object is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Whether object is a bound method written in Python."""
    return isinstance(object, types.MethodType)


def ismethoddescriptor(object):
    """Whether object is a descriptor with __get__ only, and neither function, method nor class."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    if isinstance(object, functools.partial):
        return False                    # it has __get__, but is taken for an object of its own
    cls = type(object)
    return (hasattr(cls, "__get__") and not hasattr(cls, "__set__")
            and not hasattr(cls, "__delete__"))


def isdatadescriptor(object):
    """Whether object is a descriptor with __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    cls = type(object)
    return hasattr(cls, "__set__") or hasattr(cls, "__delete__")


def ismemberdescriptor(object):
    """Whether object is a member descriptor, as slots are."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Whether object is a native attribute with getter and setter."""
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    """Whether object is a function written in Python."""
    return isinstance(object, types.FunctionType)


def _unwrap_partial(func):
    while isinstance(func, functools.partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    previous = None
    while func is not previous:
        previous = func
        while isinstance(getattr(func, "__partialmethod__", None), functools.partialmethod):
            func = func.__partialmethod__
        while isinstance(func, functools.partialmethod):
            func = func.func
        func = _unwrap_partial(func)
    return func


def _has_code_flag(f, flag):
    """Whether the function behind methods and partial objects has a flag."""
    f = _unwrap_partialmethod(f)
    while ismethod(f):
        f = f.__func__
    f = _unwrap_partial(f)
    if not (isfunction(f) or _signature_is_functionlike(f)):
        return False
    return bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """Whether obj is a generator function."""
    return _has_code_flag(obj, CO_GENERATOR)


_coroutine_mark = object()


def markcoroutinefunction(func):
    """Make iscoroutinefunction() accept a function that returns a coroutine."""
    if hasattr(func, "__func__"):
        func = func.__func__
    func._is_coroutine_mark = _coroutine_mark
    return func


def _has_coroutine_mark(f):
    f = _unwrap_partialmethod(f)
    while ismethod(f):
        f = f.__func__
    f = _unwrap_partial(f)
    return getattr(f, "_is_coroutine_mark", None) is _coroutine_mark


def iscoroutinefunction(obj):
    """Whether obj is a coroutine function, or marked as one."""
    return _has_code_flag(obj, CO_COROUTINE) or _has_coroutine_mark(obj)


def isasyncgenfunction(obj):
    """Whether obj is an asynchronous generator function."""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    """Whether object is an asynchronous generator."""
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    """Whether object is a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Whether object is a coroutine."""
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """Whether object can be awaited."""
    import collections.abc
    return (isinstance(object, types.CoroutineType)
            or isinstance(object, types.GeneratorType)
            and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
            or isinstance(object, collections.abc.Awaitable))


def istraceback(object):
    """Whether object is a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Whether object is a frame."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Whether object is a code object."""
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    """Whether object is a native function or bound method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Whether object is a bound native special method."""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Whether object is any kind of function or method."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object) or ismethodwrapper(object))


def isabstract(object):
    """Whether object is an abstract class."""
    if not isinstance(object, type):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    import abc
    if not issubclass(type(object), abc.ABCMeta) or hasattr(object, "__abstractmethods__"):
        return False
    # The class is just being made: __init_subclass__ runs before abc has looked at it.
    for value in object.__dict__.values():
        if getattr(value, "__isabstractmethod__", False):
            return True
    for base in object.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(object, name, None), "__isabstractmethod__", False):
                return True
    return False


# --- members ------------------------------------------------------------------------------------

def _getmembers(object, predicate, getter):
    names = dir(object)
    bases = ()
    if isclass(object):
        bases = getmro(object)
        # The class hides these, but instances have them.
        for base in object.__bases__:
            for key, value in base.__dict__.items():
                if isinstance(value, types.DynamicClassAttribute):
                    names.append(key)
    results = []
    seen = set()
    for key in names:
        # The getter may run code; a second look at a name finds what it hid.
        try:
            value = getter(object, key)
            if key in seen:
                raise AttributeError
        except AttributeError:
            for base in bases:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue                # dir() was wrong, or a slot is empty
        if not predicate or predicate(value):
            results.append((key, value))
        seen.add(key)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """Return the members for which predicate is true, as (name, value) pairs in order of names."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """The same, looked up by getattr_static: without running properties and the like."""
    return _getmembers(object, predicate, getattr_static)


Attribute = namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    """Return an Attribute for each name in dir(cls).

    kind is "class method", "static method", "property", "method" or "data".
    """
    mro = getmro(cls)
    metamro = tuple(base for base in getmro(type(cls)) if base not in (type, object))
    all_bases = mro + metamro
    names = dir(cls)
    for base in mro:
        for key, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(key)
    result = []
    seen = set()
    for name in names:
        home = found = direct = None
        if name not in seen:
            try:
                if name == "__dict__":
                    raise AttributeError("not the proxy of this class")
                direct = getattr(cls, name)
            except Exception:
                pass
            else:
                home = getattr(direct, "__objclass__", home)
                if home not in all_bases:
                    # maybe made by a metaclass, or found in some base
                    home = None
                    owner = None
                    for base in all_bases:
                        try:
                            if getattr(base, name, _sentinel) is direct:
                                owner = base
                        except Exception:
                            pass
                    # a metaclass may answer for names that no class has
                    for base in metamro:
                        try:
                            if base.__getattr__(cls, name) is direct:
                                owner = base
                        except AttributeError:
                            pass
                    if owner is not None:
                        home = owner
        for base in all_bases:
            if name in base.__dict__:
                found = base.__dict__[name]
                if home not in metamro:
                    home = base
                break
        if home is None:
            continue                    # nobody has it
        obj = found if direct is None else direct
        if isinstance(found, (staticmethod, types.BuiltinMethodType)):
            kind, obj = "static method", found
        elif isinstance(found, (classmethod, types.ClassMethodDescriptorType)):
            kind, obj = "class method", found
        elif isinstance(found, property):
            kind, obj = "property", found
        elif isroutine(obj):
            kind = "method"
        else:
            kind = "data"
        result.append(Attribute(name, kind, home, obj))
        seen.add(name)
    return result


def getmro(cls):
    """Return the base classes of cls in method resolution order."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to its end, or to where stop(func) is true."""
    original = func
    seen = {id(func): func}
    limit = sys.getrecursionlimit()
    while not isinstance(func, type) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= limit:
            raise ValueError(f"wrapper loop when unwrapping {original!r}")
        seen[id(func)] = func
    return func


def walktree(classes, children, parent):
    """Arrange classes for getclasstree()."""
    results = []
    classes.sort(key=lambda cls: (cls.__module__, cls.__name__))
    for cls in classes:
        results.append((cls, cls.__bases__))
        if cls in children:
            results.append(walktree(children[cls], children, cls))
    return results


def getclasstree(classes, unique=False):
    """Arrange classes in nested lists: after each class the list of its subclasses."""
    children = {}
    roots = []
    for cls in classes:
        if not cls.__bases__:
            if cls not in roots:
                roots.append(cls)
            continue
        for parent in cls.__bases__:
            below = children.setdefault(parent, [])
            if cls not in below:
                below.append(cls)
            if unique and parent in classes:
                break
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


# --- attributes without side effects ------------------------------------------------------------

_mro_of = type.__dict__["__mro__"].__get__
_dict_of = type.__dict__["__dict__"].__get__


def _in_class(cls, attr):
    """Look attr up in cls and its bases, whatever the metaclass defines."""
    for base in _mro_of(cls):
        namespace = _dict_of(base)
        if attr in namespace:
            return namespace[attr]
    return _sentinel


def _in_instance(obj, attr):
    """Look attr up in the real __dict__ of obj, not in what a class may call so."""
    for base in _mro_of(type(obj)):
        if "__dict__" in _dict_of(base):
            descriptor = _dict_of(base)["__dict__"]
            if not (type(descriptor) in (types.GetSetDescriptorType, types.MemberDescriptorType)
                    and descriptor.__name__ == "__dict__"
                    and descriptor.__objclass__ is base):
                return _sentinel
            break
    try:
        namespace = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return _sentinel
    return dict.get(namespace, attr, _sentinel)


def getattr_static(obj, attr, default=_sentinel):
    """Return an attribute without running descriptors, __getattr__ or __getattribute__.

    Where those would matter the result differs: a property gives itself.
    """
    on_instance = _sentinel
    cls = type(obj)
    if type in _mro_of(cls):
        klass = obj
    else:
        klass = cls
        on_instance = _in_instance(obj, attr)
    on_class = _in_class(klass, attr)
    if on_instance is not _sentinel:
        if on_class is not _sentinel:
            kind = type(on_class)
            if _in_class(kind, "__get__") is not _sentinel and (
                    _in_class(kind, "__set__") is not _sentinel
                    or _in_class(kind, "__delete__") is not _sentinel):
                return on_class         # a data descriptor comes first
        return on_instance
    if on_class is not _sentinel:
        return on_class
    if klass is obj:
        found = _in_class(type(klass), attr)
        if found is not _sentinel:
            return found
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=1):
    """Return the annotations of a class, function or module; see annotationlib."""
    import annotationlib
    return annotationlib.get_annotations(obj, globals=globals, locals=locals, eval_str=eval_str,
                                         format=format)


# --- documentation ------------------------------------------------------------------------------

def _findclass(func):
    """The class in which a function was defined, by its qualified name."""
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split(".")[:-1]:
        cls = getattr(cls, name)
    return cls if isclass(cls) else None


def _heir(obj):
    """The class that has obj as a member, and the member's name; (None, "") if obj is no member of a class."""
    if ismethod(obj):
        name, owner = obj.__func__.__name__, obj.__self__
        if isclass(owner) and getattr(getattr(owner, name, None), "__func__") is obj.__func__:
            return owner, name          # a class method
        return owner.__class__, name
    if isbuiltin(obj):
        name, owner = obj.__name__, obj.__self__
        static = isclass(owner) and obj.__qualname__ == f"{owner.__qualname__}.{name}"
        return (owner if static else owner.__class__), name
    if isfunction(obj):
        cls = _findclass(obj)
    elif isinstance(obj, property):
        cls = _findclass(obj.fget)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        cls = obj.__objclass__
    else:
        return None, ""
    if cls is not None and getattr(cls, obj.__name__) is obj:
        return cls, obj.__name__
    return None, ""


def _finddoc(obj):
    """Find the docstring that obj inherits."""
    if isclass(obj):
        docs = (base.__doc__ for base in obj.__mro__ if base is not object)
    else:
        cls, name = _heir(obj)
        if cls is None:
            return None
        if ismemberdescriptor(obj):
            told = getattr(cls, "__slots__", None)
            if isinstance(told, dict) and name in told:
                return told[name]
        docs = (getattr(base, name).__doc__ for base in cls.__mro__ if hasattr(base, name))
    return next((doc for doc in docs if doc is not None), None)


def getdoc(object):
    """Return the docstring of object, or the one it inherits, without its indentation."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _finddoc(object)
        except (AttributeError, TypeError):
            return None
    if not isinstance(doc, str):
        return None
    return cleandoc(doc)


def cleandoc(doc):
    """Remove the common indentation of a docstring, and blank lines around it."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.lstrip(" ")),
                 default=0)
    lines = [lines[0].lstrip(" "), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    start = 0
    while start < len(lines) and not lines[start]:
        start += 1
    return "\n".join(lines[start:])


# --- files and modules --------------------------------------------------------------------------

def getfile(object):
    """Return the name of the file in which object was defined."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
            if object.__module__ == "__main__":
                raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was "
                    f"expected, got {type(object).__name__}")


def getmodulename(path):
    """Return the name of the module in a file, None if it is no module's."""
    import importlib.machinery
    base = os.path.basename(path)
    for suffix in sorted(importlib.machinery.all_suffixes(), key=len, reverse=True):
        if base.endswith(suffix):
            return base[:-len(suffix)]
    return None


def getsourcefile(object):
    """Return the file that has the source of object, None if there is none."""
    import importlib.machinery
    import linecache
    filename = getfile(object)
    machinery = importlib.machinery
    if filename.endswith(tuple(machinery.DEBUG_BYTECODE_SUFFIXES
                               + machinery.OPTIMIZED_BYTECODE_SUFFIXES)):
        filename = os.path.splitext(filename)[0] + machinery.SOURCE_SUFFIXES[0]
    elif filename.endswith(tuple(machinery.EXTENSION_SUFFIXES)):
        return None
    elif filename.endswith(".fwork"):
        return None                     # an iOS extension module
    if filename in linecache.cache:
        return filename
    if os.path.exists(filename):
        return filename
    # a loader may have it without a file
    module = getmodule(object, filename)
    if getattr(module, "__loader__", None) is not None:
        return filename
    if getattr(getattr(module, "__spec__", None), "loader", None) is not None:
        return filename
    return None


def getabsfile(object, _filename=None):
    """Return the normalised absolute path of the source of object."""
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


modulesbyfile = {}
_filesbymodname = {}


def getmodule(object, _filename=None):
    """Return the module in which object was defined, None if that cannot be found."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    for name, module in sys.modules.copy().items():
        if ismodule(module) and hasattr(module, "__file__"):
            path = module.__file__
            if path == _filesbymodname.get(name):
                continue                # known
            _filesbymodname[name] = path
            path = getabsfile(module)
            modulesbyfile[path] = modulesbyfile[os.path.realpath(path)] = module.__name__
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    # exec() may have run in the namespace of a module
    main = sys.modules["__main__"]
    if not hasattr(object, "__name__"):
        return None
    for module in (main, sys.modules["builtins"]):
        if getattr(module, object.__name__, None) is object:
            return module
    return None


# --- source code --------------------------------------------------------------------------------

class ClassFoundException(Exception):
    pass


def findsource(object):
    """Return all lines of the file with the source of object, and the index of its first one."""
    import linecache
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)      # it may have changed
    else:
        file = getfile(object)
        if (not (file.startswith("<") and file.endswith(">")) or file.endswith(".fwork")):
            raise OSError("source code not available")
    module = getmodule(object, file)
    if module:
        lines = linecache.getlines(file, module.__dict__)
        if not lines and file.startswith("<") and hasattr(object, "__code__"):
            lines = getattr(linecache, "_getlines_from_code", lambda code: [])(object.__code__)
    else:
        lines = linecache.getlines(file)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    first = _first_line(object) - 1
    if first >= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, first


def _first_line(object):
    """The number of the line on which the source of a class, or of what has code, begins."""
    if isclass(object):
        try:
            return vars(object)["__firstlineno__"]
        except (TypeError, KeyError):
            raise OSError("source code not available") from None
    for has, attribute in ((ismethod, "__func__"), (isfunction, "__code__"), (istraceback, "tb_frame"), (isframe, "f_code")):
        if has(object):
            object = getattr(object, attribute)
    if not iscode(object):
        raise OSError("could not find code object")
    if not hasattr(object, "co_firstlineno"):
        raise OSError("could not find function definition")
    return object.co_firstlineno


def getcomments(object):
    """Return the comment lines right before the source of object, None if there are none."""
    try:
        lines, lnum = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == "#!" else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == "#":
            end += 1
        return "".join(line.expandtabs() for line in lines[start:end]) or None
    indent = indentsize(lines[lnum])
    start = lnum
    while (start > 0 and lines[start - 1].lstrip()[:1] == "#"
           and indentsize(lines[start - 1]) == indent):
        start -= 1
    comments = [line.expandtabs().lstrip() for line in lines[start:lnum]]
    while comments and comments[0].strip() == "#":
        comments.pop(0)
    while comments and comments[-1].strip() == "#":
        comments.pop()
    return "".join(comments) or None


def indentsize(line):
    """Return the width of the whitespace that line begins with, tabs expanded."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


class EndOfBlock(Exception):
    pass


class BlockFinder:
    """Finds the end of a block: feed it tokens until it raises EndOfBlock; `last` is its last line.

    The block is a definition with its decorators, or the logical line with a lambda.
    """

    def __init__(self):
        self.indent = 0
        self.islambda = False
        self.started = False
        self.passline = False           # the rest of this logical line belongs to the block
        self.indecorator = False
        self.last = 1
        self.body_col0 = None

    def tokeneater(self, type, token, srowcol, erowcol, line):
        import tokenize
        if not self.started and not self.indecorator:
            if type in (tokenize.INDENT, tokenize.COMMENT, tokenize.NL, tokenize.DEDENT,
                        getattr(tokenize, "ENCODING", -1)):
                return
            if token == "async":
                return
            if token == "@":
                self.indecorator = True
                self.passline = True
                return
            if token in ("def", "class", "lambda"):
                self.islambda = token == "lambda"
                self.started = True
            self.passline = True        # skip to the end of the logical line
            return
        if type == tokenize.NEWLINE:
            self.passline = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
            if self.indecorator and not self.started:
                self.indecorator = False
        elif self.passline:
            if not self.started and not self.indecorator and token in ("def", "class", "lambda"):
                self.islambda = token == "lambda"
                self.started = True
        elif type == tokenize.INDENT:
            if self.body_col0 is None and self.started:
                self.body_col0 = erowcol[1]
            self.indent += 1
            self.passline = True
        elif type == tokenize.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == tokenize.COMMENT:
            # a comment after the last statement of the body, as far right as the body
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                self.last = srowcol[0]
        elif self.indent == 0 and type not in (tokenize.COMMENT, tokenize.NL):
            raise EndOfBlock            # a definition on one line, and the next statement
        elif type != tokenize.NL:
            self.passline = True


def getblock(lines):
    """Return the lines of the block at the top of lines."""
    import tokenize
    finder = BlockFinder()
    token = None
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            if (not finder.started and not finder.indecorator
                    and token.string in ("def", "class", "lambda") and finder.passline):
                finder.started = True
                finder.islambda = token.string == "lambda"
                continue
            if (not finder.started and token.type == tokenize.NEWLINE and not finder.indecorator):
                finder.last = token.start[0]
                break                   # a logical line without definition
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    except SyntaxError as error:
        # The text before may have opened brackets, whose ends we see.
        if "unmatched" not in str(error) or token is None:
            raise error from None
        try:
            finder.tokeneater(tokenize.NEWLINE, *token[1:])
        except (EndOfBlock, IndentationError):
            pass
    return lines[:finder.last]


def getsourcelines(object):
    """Return the lines of the source of object, and the number of the first one."""
    object = unwrap(object)
    lines, lnum = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if (ismodule(object) or iscode(object) and object.co_name == "<module>"
            or isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return getblock(lines[lnum:]), lnum + 1


def getsource(object):
    """Return the source of object as text."""
    return "".join(getsourcelines(object)[0])


# --- arguments ----------------------------------------------------------------------------------

Arguments = namedtuple("Arguments", "args, varargs, varkw")


def getargs(co):
    """Return the names of the parameters of a code object."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names = co.co_varnames
    after = co.co_argcount + co.co_kwonlyargcount
    args = list(names[:after])
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[after]
        after += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[after]
    return Arguments(args, varargs, varkw)


FullArgSpec = namedtuple(
    "FullArgSpec",
    "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getfullargspec(func):
    """Return the parameters of a function, self of bound methods included; see signature()."""
    try:
        sig = _signature_from_callable(func, follow_wrapper_chains=False, skip_bound_arg=False,
                                       sigcls=Signature, eval_str=False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args = []
    varargs = varkw = None
    defaults = []
    kwonlyargs = []
    kwdefaults = {}
    annotations = {}
    for param in sig.parameters.values():
        kind, name = param.kind, param.name
        if kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            args.append(name)
            if param.default is not param.empty:
                defaults.append(param.default)
        elif kind is Parameter.VAR_POSITIONAL:
            varargs = name
        elif kind is Parameter.KEYWORD_ONLY:
            kwonlyargs.append(name)
            if param.default is not param.empty:
                kwdefaults[name] = param.default
        else:
            varkw = name
        if param.annotation is not param.empty:
            annotations[name] = param.annotation
    if sig.return_annotation is not sig.empty:
        annotations["return"] = sig.return_annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonlyargs,
                       kwdefaults or None, annotations)


ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")


def getargvalues(frame):
    """Return the parameters of a frame's function, and the frame's locals."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """Show an annotation as in source code."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, "__module__", None) == "typing":
        import re
        return re.sub(r"[\w.]+", lambda m: m.group().removeprefix("typing."), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


def formatannotationrelativeto(object):
    """Return a formatannotation() that leaves out the module of object."""
    module = getattr(object, "__module__", None)

    def _formatannotation(annotation):
        return formatannotation(annotation, module)
    return _formatannotation


def formatargvalues(args, varargs, varkw, locals, formatarg=str,
                    formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name,
                    formatvalue=lambda value: "=" + repr(value)):
    """Show what getargvalues() returned like a call."""
    specs = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        specs.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        specs.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f"({', '.join(specs)})"


def _name_list(names):
    names = [repr(name) for name in names]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return "{} and {}".format(*names)
    return f"{', '.join(names[:-2])}, {names[-2]} and {names[-1]}" if len(names) > 3 else \
        "{}, {} and {}".format(*names)


def _missing_arguments(f_name, names, positional):
    kind = "positional" if positional else "keyword-only"
    plural = "" if len(names) == 1 else "s"
    raise TypeError(f"{f_name}() missing {len(names)} required {kind} argument{plural}: "
                    f"{_name_list(names)}")


def _too_many(f_name, args, kwonly, varargs, defcount, given, values):
    atleast = len(args) - defcount
    kwonly_given = len([name for name in kwonly if name in values])
    if varargs:
        plural = atleast != 1
        expected = f"at least {atleast}"
    elif defcount:
        plural = True
        expected = f"from {atleast} to {len(args)}"
    else:
        plural = len(args) != 1
        expected = str(len(args))
    extra = ""
    if kwonly_given:
        extra = (f" positional argument{'s' if given != 1 else ''} (and {kwonly_given} "
                 f"keyword-only argument{'s' if kwonly_given != 1 else ''})")
    verb = "was" if given == 1 and not kwonly_given else "were"
    raise TypeError(f"{f_name}() takes {expected} positional argument{'s' if plural else ''} "
                    f"but {given}{extra} {verb} given")


def getcallargs(func, /, *positional, **named):
    """Return what the parameters would be in func(*positional, **named), or raise its TypeError."""
    spec = getfullargspec(func)
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, _ = spec
    f_name = func.__name__
    values = {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    count = len(args)
    defcount = len(defaults) if defaults else 0
    for name, value in zip(args, positional):
        values[name] = value
    if varargs:
        values[varargs] = tuple(positional[count:])
    known = set(args + kwonlyargs)
    if varkw:
        values[varkw] = {}
    for name, value in named.items():
        if name not in known:
            if not varkw:
                raise TypeError(f"{f_name}() got an unexpected keyword argument {name!r}")
            values[varkw][name] = value
            continue
        if name in values:
            raise TypeError(f"{f_name}() got multiple values for argument {name!r}")
        values[name] = value
    if len(positional) > count and not varargs:
        _too_many(f_name, args, kwonlyargs, varargs, defcount, len(positional), values)
    if len(positional) < count:
        required = args[:count - defcount]
        if any(name not in values for name in required):
            _missing_arguments(f_name, [n for n in required if n not in values], True)
        for i, name in enumerate(args[count - defcount:]):
            values.setdefault(name, defaults[i])
    missing = []
    for name in kwonlyargs:
        if name not in values:
            if kwonlydefaults and name in kwonlydefaults:
                values[name] = kwonlydefaults[name]
            else:
                missing.append(name)
    if missing:
        _missing_arguments(f_name, missing, False)
    return values


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    """Return the values of the names that a function takes from outside."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    import dis
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            pass                        # empty
    global_ns = func.__globals__
    builtin_ns = global_ns.get("__builtins__", sys.modules["builtins"].__dict__)
    if ismodule(builtin_ns):
        builtin_ns = builtin_ns.__dict__
    global_vars, builtin_vars = {}, {}
    unbound = set()
    for instruction in dis.get_instructions(code):
        name = instruction.argval
        if instruction.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            if name not in global_ns and name not in builtin_ns:
                unbound.add(name)
        elif instruction.opname == "LOAD_GLOBAL" or instruction.opname == "LOAD_NAME":
            if name in global_ns:
                global_vars[name] = global_ns[name]
            elif name in builtin_ns:
                builtin_vars[name] = builtin_ns[name]
            else:
                unbound.add(name)
    for name in code.co_names:
        # names that no instruction above mentions: stores, imports, nested uses
        if name in unbound or name in global_vars or name in builtin_vars:
            continue
        if name in global_ns:
            global_vars[name] = global_ns[name]
        elif name in builtin_ns:
            builtin_vars[name] = builtin_ns[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_vars, builtin_vars, unbound)


# --- frames -------------------------------------------------------------------------------------

_Traceback = namedtuple("_Traceback", "filename lineno function code_context index")
_FrameInfo = namedtuple("_FrameInfo", ("frame",) + _Traceback._fields)


class Traceback(_Traceback):
    """A named tuple, with the position in the line as `positions`."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f"Traceback(filename={self.filename!r}, lineno={self.lineno!r}, "
                f"function={self.function!r}, code_context={self.code_context!r}, "
                f"index={self.index!r}, positions={self.positions!r})")


class FrameInfo(_FrameInfo):
    """A named tuple, with the position in the line as `positions`."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return (f"FrameInfo(frame={self.frame!r}, filename={self.filename!r}, "
                f"lineno={self.lineno!r}, function={self.function!r}, "
                f"code_context={self.code_context!r}, index={self.index!r}, "
                f"positions={self.positions!r})")


def _position(code, instruction):
    """Return (line, end line, column, end column) of an instruction; None for what is unknown."""
    if instruction >= 0:
        for i, position in enumerate(code.co_positions()):
            if i == instruction // 2:
                return position
    return None, None, None, None


def getframeinfo(frame, context=1):
    """Return a Traceback for a frame or traceback, with `context` lines of source."""
    import dis
    if istraceback(frame):
        positions = _position(frame.tb_frame.f_code, frame.tb_lasti)
        lineno = frame.tb_lineno
        frame = frame.tb_frame
    else:
        lineno = frame.f_lineno
        positions = _position(frame.f_code, frame.f_lasti)
    positions = (lineno if positions[0] is None else positions[0], *positions[1:])
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index,
                     positions=dis.Positions(*positions))


def getlineno(frame):
    """Return the line that a frame executes."""
    return frame.f_lineno


def _frame_record(frame, where, context):
    info = getframeinfo(where, context)
    return FrameInfo(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """Return FrameInfo for a frame and those that called it."""
    records = []
    while frame:
        records.append(_frame_record(frame, frame, context))
        frame = frame.f_back
    return records


def getinnerframes(tb, context=1):
    """Return FrameInfo for the frames of a traceback."""
    records = []
    while tb:
        records.append(_frame_record(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return records


def currentframe():
    """Return the frame of the caller, None where frames cannot be had."""
    return sys._getframe(1) if hasattr(sys, "_getframe") else None


def stack(context=1):
    """Return FrameInfo for the caller and all above it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Return FrameInfo for the frames between here and where the current exception was raised."""
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


# --- generators and coroutines ------------------------------------------------------------------

GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"
CORO_CREATED = "CORO_CREATED"
CORO_RUNNING = "CORO_RUNNING"
CORO_SUSPENDED = "CORO_SUSPENDED"
CORO_CLOSED = "CORO_CLOSED"
AGEN_CREATED = "AGEN_CREATED"
AGEN_RUNNING = "AGEN_RUNNING"
AGEN_SUSPENDED = "AGEN_SUSPENDED"
AGEN_CLOSED = "AGEN_CLOSED"


def getgeneratorstate(generator):
    """Return GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getgeneratorlocals(generator):
    """Return the current local variables of a generator."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = getattr(generator, "gi_frame", None)
    return {} if frame is None else generator.gi_frame.f_locals


def getcoroutinestate(coroutine):
    """Return CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getcoroutinelocals(coroutine):
    """Return the current local variables of a coroutine."""
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else frame.f_locals


def getasyncgenstate(agen):
    """Return AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    if agen.ag_running:
        return AGEN_RUNNING
    if agen.ag_suspended:
        return AGEN_SUSPENDED
    return AGEN_CLOSED if agen.ag_frame is None else AGEN_CREATED


def getasyncgenlocals(agen):
    """Return the current local variables of an asynchronous generator."""
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    frame = getattr(agen, "ag_frame", None)
    return {} if frame is None else agen.ag_frame.f_locals


# --- signatures, and what is made on demand -----------------------------------------------------

if __name__ == "__main__":
    # Run as a program: the other half must find this module, not load it once more.
    sys.modules.setdefault("inspect", sys.modules["__main__"])

from _inspect_signature import (
    BoundArguments, Parameter, Signature, _empty, _NonUserDefinedCallables, _ParameterKind,
    _signature_from_callable, _signature_fromstr, _signature_is_builtin,
    _signature_is_functionlike, _signature_strip_non_python_syntax, _void, signature)

for _obj in (BoundArguments, Parameter, Signature, _empty, _ParameterKind, _void, signature):
    _obj.__module__ = "inspect"
del _obj


def __getattr__(name):
    if name != "BufferFlags":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import enum

    class BufferFlags(enum.IntFlag):
        """The flags of __buffer__()."""
        SIMPLE = 0x0
        WRITABLE = 0x1
        FORMAT = 0x4
        ND = 0x8
        STRIDES = 0x10 | ND
        C_CONTIGUOUS = 0x20 | STRIDES
        F_CONTIGUOUS = 0x40 | STRIDES
        ANY_CONTIGUOUS = 0x80 | STRIDES
        INDIRECT = 0x100 | STRIDES
        CONTIG = ND | WRITABLE
        CONTIG_RO = ND
        STRIDED = STRIDES | WRITABLE
        STRIDED_RO = STRIDES
        RECORDS = STRIDES | WRITABLE | FORMAT
        RECORDS_RO = STRIDES | FORMAT
        FULL = INDIRECT | WRITABLE | FORMAT
        FULL_RO = INDIRECT | FORMAT
        READ = 0x100
        WRITE = 0x200
    BufferFlags.__qualname__ = "BufferFlags"
    globals()["BufferFlags"] = BufferFlags
    return BufferFlags


def __dir__():
    return sorted({*globals(), "BufferFlags"})


def _main():
    import argparse
    import importlib
    parser = argparse.ArgumentParser()
    parser.add_argument("object", help="The object to be analysed. It supports the "
                                       "'module:qualname' syntax")
    parser.add_argument("-d", "--details", action="store_true",
                        help="Display info about the module rather than its source code")
    args = parser.parse_args()
    target = args.object
    name, found, attrs = target.partition(":")
    try:
        obj = module = importlib.import_module(name)
    except Exception as exc:
        print(f"Failed to import {name} ({type(exc).__name__}: {exc})", file=sys.stderr)
        sys.exit(2)
    if found:
        for part in attrs.split("."):
            obj = getattr(obj, part)
    if module.__name__ in sys.builtin_module_names:
        print("Can't get info for builtin modules.", file=sys.stderr)
        sys.exit(1)
    if not args.details:
        print(getsource(obj))
        return
    spec = module.__spec__
    print(f"Target: {target}")
    print(f"Origin: {getsourcefile(module)}")
    print(f"Cached: {spec.cached}")
    if obj is module:
        print(f"Loader: {spec.loader!r}")
        if hasattr(module, "__path__"):
            print(f"Submodule search path: {module.__path__}")
    else:
        try:
            line = findsource(obj)[1]
        except Exception:
            pass
        else:
            print(f"Line: {line}")
    print("\n")


if __name__ == "__main__":
    _main()
