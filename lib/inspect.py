# inspect: what live objects are, where they come from, and what they hold.
# Signatures are in _inspect_signature. Modules for source code (linecache, tokenize, dis, ...) are
# imported where they are needed, because most users only ask for types and signatures.
"""Introspection of classes, functions, frames and source code."""
import functools
import os
import sys
import types
from _operator import attrgetter
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
TPFLAGS_IS_ABSTRACT = 0x100000

_sentinel = object()


# --- kinds of objects ---------------------------------------------------------------------------

def _define_type_tests():
    """Define the functions that only look at the type of an object."""
    def define(name, kind, what):
        def test(object):
            return isinstance(object, kind)
        test.__name__ = test.__qualname__ = name
        test.__doc__ = f"Whether object is {what}."
        globals()[name] = test

    for name, kind, what in (
            ("isasyncgen", types.AsyncGeneratorType, "an asynchronous generator"),
            ("isbuiltin", types.BuiltinFunctionType, "a native function or bound method"),
            ("isclass", type, "a class"),
            ("iscode", types.CodeType, "a code object"),
            ("iscoroutine", types.CoroutineType, "a coroutine"),
            ("isframe", types.FrameType, "a frame"),
            ("isfunction", types.FunctionType, "a function written in Python"),
            ("isgenerator", types.GeneratorType, "a generator"),
            ("isgetsetdescriptor", types.GetSetDescriptorType,
             "a native attribute with getter and setter"),
            ("ismemberdescriptor", types.MemberDescriptorType, "a member descriptor, as slots are"),
            ("ismethod", types.MethodType, "a bound method written in Python"),
            ("ismethodwrapper", types.MethodWrapperType, "a bound native special method"),
            ("ismodule", types.ModuleType, "a module"),
            ("istraceback", types.TracebackType, "a traceback")):
        define(name, kind, what)


_define_type_tests()


def ispackage(object):
    """Whether object is a package."""
    return ismodule(object) and hasattr(object, "__path__")


_NO_MERE_DESCRIPTOR = type, types.MethodType, types.FunctionType


def _defines(object, *names):
    """Whether the type of object, which is not a class, function or method, has any of names."""
    cls = type(object)
    return (any(hasattr(cls, name) for name in names)
            and not isinstance(object, _NO_MERE_DESCRIPTOR))


def isdatadescriptor(object):
    """Whether object is a descriptor with __set__ or __delete__."""
    return _defines(object, "__set__", "__delete__")


def ismethoddescriptor(object):
    """Whether object is a descriptor with __get__ only, and neither function, method nor class."""
    # a partial object has __get__, but is taken for an object of its own
    return (_defines(object, "__get__") and not _defines(object, "__set__", "__delete__")
            and not isinstance(object, functools.partial))


def isroutine(object):
    """Whether object is any kind of function or method."""
    return isinstance(object, _ROUTINES) or ismethoddescriptor(object)


_ROUTINES = (types.FunctionType, types.MethodType, types.BuiltinFunctionType,
             types.MethodWrapperType)


def _innermost(func):
    """Return the function behind methods and partial objects."""
    while True:
        made_by = getattr(func, "__partialmethod__", None)
        if isinstance(made_by, functools.partialmethod):
            func = made_by.func
        elif isinstance(func, (functools.partial, functools.partialmethod)):
            func = func.func
        elif ismethod(func):
            func = func.__func__
        else:
            return func


def _compiled_with(func, flag):
    """Whether the code of the function behind func has a flag."""
    func = _innermost(func)
    return ((isfunction(func) or _signature_is_functionlike(func))
            and func.__code__.co_flags & flag != 0)


def isgeneratorfunction(obj):
    """Whether obj is a generator function."""
    return _compiled_with(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    """Whether obj is an asynchronous generator function."""
    return _compiled_with(obj, CO_ASYNC_GENERATOR)


def iscoroutinefunction(obj):
    """Whether obj is a coroutine function, or marked as one."""
    marked = getattr(_innermost(obj), "_is_coroutine_mark", None) is _coroutine_mark
    return marked or _compiled_with(obj, CO_COROUTINE)


_coroutine_mark = object()


def markcoroutinefunction(func):
    """Make iscoroutinefunction() accept a function that returns a coroutine."""
    func = getattr(func, "__func__", func)
    func._is_coroutine_mark = _coroutine_mark
    return func


def isawaitable(object):
    """Whether object can be awaited."""
    if iscoroutine(object):
        return True
    if isgenerator(object) and object.gi_code.co_flags & CO_ITERABLE_COROUTINE:
        return True
    from collections.abc import Awaitable
    return isinstance(object, Awaitable)


def isabstract(object):
    """Whether object is an abstract class."""
    if not isclass(object):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    from abc import ABCMeta
    if hasattr(object, "__abstractmethods__") or not issubclass(type(object), ABCMeta):
        return False
    # The class is just being made: __init_subclass__ runs before abc has looked at it.
    members = [*vars(object).values()]
    for base in object.__bases__:
        members += [getattr(object, name, None)
                    for name in getattr(base, "__abstractmethods__", ())]
    return any(getattr(member, "__isabstractmethod__", False) for member in members)


# --- members ------------------------------------------------------------------------------------

def _class_attributes(classes):
    """Yield (name, descriptor) of what the classes hide, but their instances have."""
    for cls in classes:
        for name, value in vars(cls).items():
            if isinstance(value, types.DynamicClassAttribute):
                yield name, value


def _select_members(obj, wanted, get):
    """Return the sorted members; get may run code, and a second look at a name finds what it hid."""
    lineage, names = (), dir(obj)
    if isclass(obj):
        lineage = getmro(obj)
        names += [name for name, _ in _class_attributes(obj.__bases__)]

    members, looked = [], set()
    for name in names:
        value = _sentinel
        if name not in looked:
            try:
                value = get(obj, name)
            except AttributeError:
                pass                    # dir() was wrong, a slot is empty, or only a class has it
        if value is _sentinel:
            value = next((vars(cls)[name] for cls in lineage if name in vars(cls)), _sentinel)
            if value is _sentinel:
                continue
        looked.add(name)
        if wanted is None or wanted(value):
            members.append((name, value))
    members.sort(key=_first_of)
    return members


def _first_of(pair):
    return pair[0]


def getmembers(object, predicate=None):
    """Return the members for which predicate is true, as (name, value) pairs in order of names."""
    return _select_members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """The same, looked up by getattr_static: without running properties and the like."""
    return _select_members(object, predicate, getattr_static)


Attribute = namedtuple("Attribute", ("name", "kind", "defining_class", "object"))


def _giver(cls, name, value, mro, metamro):
    """The last class that gives value under a name; a metaclass may do so by __getattr__."""
    giver = None
    for base in mro + metamro:
        try:
            if getattr(base, name, _sentinel) is value:
                giver = base
        except Exception:
            pass
    for base in metamro:
        try:
            if base.__getattr__(cls, name) is value:
                giver = base
        except AttributeError:
            pass
    return giver


def _classify(cls, name, mro, metamro, look):
    """Return the Attribute for a name, None if no class has it; look: whether to ask cls."""
    value = home = None
    if look and name != "__dict__":     # which would be the proxy of cls
        try:
            value = getattr(cls, name)
        except Exception:
            look = False
    if look and name != "__dict__":
        home = getattr(value, "__objclass__", None)
        if home not in mro + metamro:
            home = _giver(cls, name, value, mro, metamro)
    stored = None
    for base in mro + metamro:
        if name in vars(base):
            stored = vars(base)[name]
            home = home if home in metamro else base
            break
    if home is None:
        return None
    for kind, types_ in _STORED_KINDS:
        if isinstance(stored, types_):
            return Attribute(name, kind, home, stored)
    value = stored if value is None else value
    return Attribute(name, "method" if isroutine(value) else "data", home, value)


_STORED_KINDS = (("static method", (staticmethod, types.BuiltinMethodType)),
                 ("class method", (classmethod, types.ClassMethodDescriptorType)),
                 ("property", property))


def classify_class_attrs(cls):
    """Return an Attribute for each name in dir(cls).

    kind is "class method", "static method", "property", "method" or "data".
    """
    mro = getmro(cls)
    metamro = tuple(base for base in getmro(type(cls)) if base is not type and base is not object)
    names = dir(cls)
    names += [name for name, value in _class_attributes(mro) if value.fget is not None]
    found, classified = [], set()
    for name in names:
        attribute = _classify(cls, name, mro, metamro, name not in classified)
        if attribute is not None:
            found.append(attribute)
            classified.add(name)
    return found


def getmro(cls):
    """Return the base classes of cls in method resolution order."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow __wrapped__ to its end, or to where stop(func) is true."""
    chain = {}                          # by id; this also keeps them alive, so that ids stay theirs
    inner = func
    while hasattr(inner, "__wrapped__"):
        if isinstance(inner, type) or (stop is not None and stop(inner)):
            break
        chain[id(inner)] = inner
        inner = inner.__wrapped__
        if id(inner) in chain or len(chain) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
    return inner


def walktree(classes, children, parent):
    """Arrange classes for getclasstree()."""
    classes.sort(key=attrgetter("__module__", "__name__"))
    tree = []
    for cls in classes:
        below = children.get(cls)
        tree += [(cls, cls.__bases__)] if below is None else [
            (cls, cls.__bases__), walktree(below, children, cls)]
    return tree


def getclasstree(classes, unique=False):
    """Arrange classes in nested lists: after each class the list of its subclasses."""
    children = {}
    tops = {}
    for cls in classes:
        bases = cls.__bases__
        if not bases:
            tops[cls] = True
        for base in bases:
            children.setdefault(base, {})[cls] = True
            if unique and base in classes:
                break
    tops.update((base, True) for base in children if base not in classes)
    return walktree(list(tops), {base: list(below) for base, below in children.items()}, None)


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
    if default is _sentinel:
        raise AttributeError(attr)
    return default


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=1):
    """Return the annotations of a class, function or module; see annotationlib."""
    import annotationlib
    return annotationlib.get_annotations(obj, globals=globals, locals=locals, eval_str=eval_str,
                                         format=format)


# --- documentation ------------------------------------------------------------------------------

def _home_class(func):
    """The class in which a function was defined, by its qualified name."""
    *path, _ = func.__qualname__.split(".")
    if func.__module__ not in sys.modules:
        return None
    place = functools.reduce(getattr, path, sys.modules[func.__module__])
    return place if isclass(place) else None


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
    if isinstance(obj, (types.FunctionType, property)):
        cls = _home_class(getattr(obj, "fget", obj))
    elif _defines(obj, "__get__", "__set__", "__delete__"):
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
    doc = getattr(object, "__doc__", None)
    try:
        doc = _finddoc(object) if doc is None else doc
    except (AttributeError, TypeError):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Remove the common indentation of a docstring, and blank lines around it."""
    first, *others = doc.expandtabs().split("\n")
    bare = [line.lstrip(" ") for line in others]
    margin = min((len(line) - len(text) for line, text in zip(others, bare) if text), default=0)
    lines = [first.lstrip(" ")] + [line[margin:] for line in others]
    filled = [number for number, line in enumerate(lines) if line]
    return "\n".join(lines[filled[0]:filled[-1] + 1]) if filled else ""


# --- files and modules --------------------------------------------------------------------------

_LEADS_TO_CODE = ((types.MethodType, "__func__"), (types.FunctionType, "__code__"),
                  (types.TracebackType, "tb_frame"), (types.FrameType, "f_code"))


def _code_of(object):
    """Return the code of a function, method, traceback or frame, and anything else as it is."""
    for kind, attribute in _LEADS_TO_CODE:
        if isinstance(object, kind):
            object = getattr(object, attribute)
    return object


def getfile(object):
    """Return the name of the file in which object was defined."""
    if isinstance(object, (types.ModuleType, type)):
        module, what = object, "module"
        if isclass(object):
            module, what = sys.modules.get(getattr(object, "__module__", None)), "class"
        if getattr(module, "__file__", None):
            return module.__file__
        if what == "class" and getattr(object, "__module__", None) == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in {what}")
    code = _code_of(object)
    if not iscode(code):
        raise TypeError("module, class, method, function, traceback, frame, or code object was "
                        f"expected, got {type(code).__name__}")
    return code.co_filename


def getmodulename(path):
    """Return the name of the module in a file, None if it is no module's."""
    from importlib.machinery import all_suffixes
    base = os.path.basename(path)
    fitting = [suffix for suffix in all_suffixes() if base.endswith(suffix)]
    return base.removesuffix(max(fitting, key=len)) if fitting else None


def getsourcefile(object):
    """Return the file that has the source of object, None if there is none."""
    import linecache
    from importlib import machinery
    name = getfile(object)
    if name.endswith((*machinery.DEBUG_BYTECODE_SUFFIXES, *machinery.OPTIMIZED_BYTECODE_SUFFIXES)):
        name = os.path.splitext(name)[0] + machinery.SOURCE_SUFFIXES[0]
    elif name.endswith((*machinery.EXTENSION_SUFFIXES, ".fwork")):
        return None                     # .fwork: an extension module on iOS
    if name in linecache.cache or os.path.exists(name):
        return name
    # a loader may have it without a file
    module = getmodule(object, name)
    loaders = (getattr(module, "__loader__", None),
               getattr(getattr(module, "__spec__", None), "loader", None))
    return None if loaders == (None, None) else name


def getabsfile(object, _filename=None):
    """Return the normalised absolute path of the source of object."""
    name = _filename
    if name is None:
        name = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(name))


modulesbyfile = {}
_filesbymodname = {}                    # which file of a module modulesbyfile knows


def _learn_files():
    """Bring modulesbyfile up to date."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", _sentinel) if ismodule(module) else _sentinel
        if file is not _sentinel and file != _filesbymodname.get(name):
            _filesbymodname[name] = file
            file = getabsfile(module)
            for path in (file, os.path.realpath(file)):
                modulesbyfile[path] = module.__name__


def getmodule(object, _filename=None):
    """Return the module in which object was defined, None if that cannot be found."""
    if ismodule(object):
        return object
    name = getattr(object, "__module__", _sentinel)
    if name is _sentinel and _filename is not None:
        name = modulesbyfile.get(_filename, _sentinel)
    if name is _sentinel:
        try:
            path = getabsfile(object, _filename)
        except (TypeError, FileNotFoundError):
            return None
        if path not in modulesbyfile:
            _learn_files()
        name = modulesbyfile.get(path, _sentinel)
    if name is not _sentinel:
        return sys.modules.get(name)
    # exec() may have run in the namespace of a module
    own_name = getattr(object, "__name__", None)
    for module in map(sys.modules.__getitem__, ("__main__", "builtins")):
        if own_name is not None and getattr(module, own_name, None) is object:
            return module
    return None


# --- source code --------------------------------------------------------------------------------

class ClassFoundException(Exception):
    pass


def findsource(object):
    """Return all lines of the file with the source of object, and the index of its first one."""
    import linecache
    name = getsourcefile(object)
    if name:
        linecache.checkcache(name)      # it may have changed
    else:
        name = getfile(object)
        if name[:1] != "<" or name[-1:] != ">":
            raise OSError("source code not available")
    module = getmodule(object, name)
    lines = linecache.getlines(name, vars(module) if module else None)
    if not lines and module and name[:1] == "<" and hasattr(object, "__code__"):
        lines = linecache._getlines_from_code(object.__code__)
    if not lines:
        raise OSError("could not get source code")
    first = 0 if ismodule(object) else _first_line(object) - 1
    if first >= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, first


def _first_line(object):
    """The number of the line on which the source of a class, or of what has code, begins."""
    if isclass(object):
        line = vars(object).get("__firstlineno__")
        if line is None:
            raise OSError("source code not available")
        return line
    code = _code_of(object)
    if not iscode(code):
        raise OSError("could not find code object")
    return code.co_firstlineno


def getcomments(object):
    """Return the comment lines right before the source of object, None if there are none."""
    try:
        source, at = findsource(object)
    except (OSError, TypeError):
        return None
    def comment(line):
        return line[:1] == "#"
    if ismodule(object):
        from itertools import dropwhile, takewhile
        top = source[1:] if source[0].startswith("#!") else source
        block = [*takewhile(comment, dropwhile(lambda line: line.strip() in ("", "#"), top))]
        return "".join(block).expandtabs() or None
    margin = indentsize(source[at])
    top = at
    while top and comment(source[top - 1].lstrip()) and indentsize(source[top - 1]) == margin:
        top -= 1
    telling = [i for i in range(top, at) if source[i].strip() != "#"]
    if not telling:
        return None
    return "".join(line.expandtabs().lstrip() for line in source[telling[0]:telling[-1] + 1])


def indentsize(line):
    """Return the width of the whitespace that line begins with, tabs expanded."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


class EndOfBlock(Exception):
    pass


class BlockFinder:
    """Finds the end of a block: feed it tokens until it raises EndOfBlock; `last` is its last line.

    The block is a definition with its decorators, or another logical line, as one with a lambda.
    """

    def __init__(self):
        self.last = 1
        self._reader = self._read()
        next(self._reader)

    def tokeneater(self, type, token, srowcol, erowcol, line):
        try:
            self._reader.send((type, token, srowcol, erowcol))
        except StopIteration:
            raise EndOfBlock from None

    def _read(self):
        """Take tokens up to the end of the block."""
        import tokenize
        between = {tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.NL,
                   tokenize.ENCODING}

        def rest_of_line(kind=None):
            while kind != tokenize.NEWLINE:
                kind, _, (self.last, _), _ = yield
        head = "@"
        while head == "@":
            kind, head, _, _ = yield
            while kind in between or head == "async":
                kind, head, _, _ = yield
            yield from rest_of_line(kind)
        if head not in ("def", "class"):
            return
        depth, column = 0, None
        while True:
            kind, _, (row, start), (_, end) = yield
            if kind == tokenize.INDENT:
                depth += 1
                column = end if column is None else column
                yield from rest_of_line()
            elif kind == tokenize.DEDENT:
                depth -= 1
                if depth <= 0:
                    return
            elif kind == tokenize.COMMENT:
                # a comment after the last statement of the body, as far right as the body
                if column is not None and start >= column:
                    self.last = row
            elif kind != tokenize.NL:
                if depth == 0:
                    return              # a definition on one line, and the next statement
                yield from rest_of_line(kind)


def getblock(lines):
    """Return the lines of the block at the top of lines."""
    import tokenize
    finder = BlockFinder()
    token = None
    try:
        try:
            for token in tokenize.generate_tokens(iter(lines).__next__):
                finder.tokeneater(*token)
        except SyntaxError as error:
            # The text before may have opened brackets, whose ends we see.
            if isinstance(error, IndentationError) or token is None:
                raise
            if "unmatched" not in str(error):
                raise error from None
            finder.tokeneater(tokenize.NEWLINE, *token[1:])
    except (EndOfBlock, IndentationError):
        pass
    return lines[:finder.last]


def getsourcelines(object):
    """Return the lines of the source of object, and the number of the first one."""
    inner = unwrap(object)
    lines, start = findsource(inner)
    whole = ismodule(inner)
    if isinstance(inner, (types.TracebackType, types.FrameType, types.CodeType)):
        whole = _code_of(inner).co_name == "<module>"
    return (lines, 0) if whole else (getblock(lines[start:]), start + 1)


def getsource(object):
    """Return the source of object as text."""
    return "".join(getsourcelines(object)[0])


# --- arguments ----------------------------------------------------------------------------------

Arguments = namedtuple("Arguments", ("args", "varargs", "varkw"))


def getargs(co):
    """Return the names of the parameters of a code object."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    named = co.co_argcount + co.co_kwonlyargcount
    collectors = iter(co.co_varnames[named:])
    varargs, varkw = (next(collectors) if co.co_flags & flag else None
                      for flag in (CO_VARARGS, CO_VARKEYWORDS))
    return Arguments([*co.co_varnames[:named]], varargs, varkw)


FullArgSpec = namedtuple("FullArgSpec", ("args", "varargs", "varkw", "defaults", "kwonlyargs",
                                         "kwonlydefaults", "annotations"))


def getfullargspec(func):
    """Return the parameters of a function, self of bound methods included; see signature()."""
    try:
        sig = _signature_from_callable(func, follow_wrapper_chains=False, skip_bound_arg=False,
                                       sigcls=Signature, eval_str=False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    nothing = Signature.empty
    kinds = [], [], [], [], []          # names by kind
    defaults, annotations = {}, {}
    for name, param in sig.parameters.items():
        kinds[param.kind].append(name)
        if param.default is not nothing:
            defaults[name] = param.default
        if param.annotation is not nothing:
            annotations[name] = param.annotation
    if sig.return_annotation is not nothing:
        annotations["return"] = sig.return_annotation

    before_slash, by_place, stars, by_keyword, double_stars = kinds
    kwdefaults = {name: defaults.pop(name) for name in by_keyword if name in defaults}
    return FullArgSpec(before_slash + by_place, *(stars or [None]), *(double_stars or [None]),
                       tuple(defaults.values()) or None, by_keyword, kwdefaults or None,
                       annotations)


ArgInfo = namedtuple("ArgInfo", ("args", "varargs", "keywords", "locals"))


def getargvalues(frame):
    """Return the parameters of a frame's function, and the frame's locals."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """Show an annotation as in source code."""
    if isinstance(annotation, str) and not quote_annotation_strings:
        return annotation
    home = getattr(annotation, "__module__", None)
    if home == "typing":
        import re
        return re.sub(r"[\w.]+", lambda m: m.group().removeprefix("typing."), repr(annotation))
    if not isinstance(annotation, type) or isinstance(annotation, types.GenericAlias):
        return repr(annotation)
    prefix = "" if home in ("builtins", base_module) else f"{home}."
    return prefix + annotation.__qualname__


def formatannotationrelativeto(object):
    """Return a formatannotation() that leaves out the module of object."""
    home = getattr(object, "__module__", None)
    return lambda annotation: formatannotation(annotation, home)


def _prefixer(prefix, convert=str):
    return lambda value: prefix + convert(value)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=_prefixer("*"),
                    formatvarkw=_prefixer("**"), formatvalue=_prefixer("=", repr)):
    """Show what getargvalues() returned like a call."""
    shown = [(formatarg, name) for name in args]
    shown += [(show, name) for show, name in ((formatvarargs, varargs), (formatvarkw, varkw))
              if name]
    return f"({', '.join(show(name) + formatvalue(locals[name]) for show, name in shown)})"


def _name_list(names):
    """Show names as a list of words: 'a', 'b' and 'c'."""
    *others, last = map(repr, names)
    return f"{', '.join(others)} and {last}" if others else last


def _plural(count):
    return "" if count == 1 else "s"


def _missing_arguments(f_name, names, kind):
    raise TypeError(f"{f_name}() missing {len(names)} required {kind} "
                    f"argument{_plural(len(names))}: {_name_list(names)}")


def _too_many(f_name, least, most, given, by_keyword):
    """Complain of `given` arguments by position, where `least` to `most` can be."""
    expected = str(least) if least == most else f"from {least} to {most}"
    plural = "" if expected == "1" else "s"
    extra, verb = "", "was" if given == 1 else "were"
    if by_keyword:
        extra = (f" positional argument{_plural(given)} (and {by_keyword} "
                 f"keyword-only argument{_plural(by_keyword)})")
        verb = "were"
    raise TypeError(f"{f_name}() takes {expected} positional argument{plural} "
                    f"but {given}{extra} {verb} given")


def getcallargs(func, /, *positional, **named):
    """Return what the parameters would be in func(*positional, **named), or raise its TypeError."""
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, _ = getfullargspec(func)
    f_name = func.__name__
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    values = dict(zip(args, positional))
    if varargs:
        values[varargs] = positional[len(args):]
    if varkw:
        values[varkw] = {}
    for name, value in named.items():
        into = values
        if name not in args and name not in kwonlyargs:
            if not varkw:
                raise TypeError(f"{f_name}() got an unexpected keyword argument {name!r}")
            into = values[varkw]
        elif name in values:
            raise TypeError(f"{f_name}() got multiple values for argument {name!r}")
        into[name] = value

    defaults = defaults or ()
    by_default = dict(zip(args[len(args) - len(defaults):], defaults))
    required = [name for name in args if name not in by_default]
    if len(positional) > len(args) and not varargs:
        _too_many(f_name, len(required), len(args), len(positional),
                  sum(name in values for name in kwonlyargs))
    by_default.update(kwonlydefaults or {})
    for kind, names in (("positional", required), ("keyword-only", kwonlyargs)):
        missing = [name for name in names if name not in values and name not in by_default]
        if missing:
            _missing_arguments(f_name, missing, kind)
    return values | {name: value for name, value in by_default.items() if name not in values}


ClosureVars = namedtuple("ClosureVars", ("nonlocals", "globals", "builtins", "unbound"))


def getclosurevars(func):
    """Return the values of the names that a function takes from outside."""
    func = getattr(func, "__func__", func) if ismethod(func) else func
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
    known = func.__globals__
    builtin = known.get("__builtins__", sys.modules["builtins"])
    builtin = vars(builtin) if ismodule(builtin) else builtin
    found = ClosureVars(nonlocals, {}, {}, set())

    def classify(name):
        for namespace, values in ((known, found.globals), (builtin, found.builtins)):
            if name in namespace:
                values[name] = namespace[name]
                return
        found.unbound.add(name)

    # attributes, of which those count as unbound that are no global names; then the global ones;
    # then names that no such instruction mentions: stores, imports, nested uses
    read = {}
    for instruction in dis.get_instructions(code):
        read.setdefault(instruction.opname, {})[instruction.argval] = True
    for opname in ("LOAD_ATTR", "LOAD_METHOD"):
        found.unbound.update(name for name in read.get(opname, ())
                             if name not in known and name not in builtin)
    for name in [*read.get("LOAD_GLOBAL", ()), *read.get("LOAD_NAME", ()), *code.co_names]:
        if name not in found.unbound:
            classify(name)
    return found


# --- frames -------------------------------------------------------------------------------------

_Traceback = namedtuple("_Traceback", ("filename", "lineno", "function", "code_context", "index"))
_FrameInfo = namedtuple("_FrameInfo", ("frame", *_Traceback._fields))


def _show_record(record):
    """The repr() of a Traceback or FrameInfo."""
    shown = ", ".join(f"{name}={getattr(record, name)!r}"
                      for name in (*record._fields, "positions"))
    return f"{type(record).__name__}({shown})"


class Traceback(_Traceback):
    """A named tuple, with the position in the line as `positions`."""

    __repr__ = _show_record

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        record = _Traceback.__new__(cls, filename, lineno, function, code_context, index)
        record.positions = positions
        return record


class FrameInfo(_FrameInfo):
    """A named tuple, with the position in the line as `positions`."""

    __repr__ = _show_record

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        record = _FrameInfo.__new__(cls, frame, filename, lineno, function, code_context, index)
        record.positions = positions
        return record


def getframeinfo(frame, context=1):
    """Return a Traceback for a frame or traceback, with `context` lines of source."""
    import dis
    from itertools import islice
    line, last = ("tb_lineno", "tb_lasti") if istraceback(frame) else ("f_lineno", "f_lasti")
    line, last = getattr(frame, line), getattr(frame, last)
    frame = frame.tb_frame if istraceback(frame) else frame
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    code = frame.f_code
    place = None
    if last >= 0:
        place = next(islice(code.co_positions(), last // 2, None), None)
    first, *others = place or (None,) * 4
    positions = dis.Positions(line if first is None else first, *others)

    filename = getsourcefile(frame) or getfile(frame)
    shown = at = None
    if context > 0:
        try:
            source = findsource(frame)[0]
        except OSError:
            source = None
        if source is not None:
            # the line is in the middle, as far as the ends of the file allow
            top = max(min(line - 1 - context // 2, len(source) - context), 0)
            shown, at = source[top:top + context], line - 1 - top
    return Traceback(filename, line, code.co_name, shown, at, positions=positions)


def getlineno(frame):
    """Return the line that a frame executes."""
    return frame.f_lineno


def _frame_records(start, following, frame_of, context):
    """Return FrameInfo for start and what follows it."""
    records = []
    while start:
        info = getframeinfo(start, context)
        records.append(FrameInfo(frame_of(start), *info, positions=info.positions))
        start = getattr(start, following)
    return records


def getouterframes(frame, context=1):
    """Return FrameInfo for a frame and those that called it."""
    return _frame_records(frame, "f_back", lambda frame: frame, context)


def getinnerframes(tb, context=1):
    """Return FrameInfo for the frames of a traceback."""
    return _frame_records(tb, "tb_next", attrgetter("tb_frame"), context)


def currentframe():
    """Return the frame of the caller, None where frames cannot be had."""
    return sys._getframe(1)


def stack(context=1):
    """Return FrameInfo for the caller and all above it."""
    caller = sys._getframe(1)
    return getouterframes(caller, context)


def trace(context=1):
    """Return FrameInfo for the frames between here and where the current exception was raised."""
    return getinnerframes(getattr(sys.exception(), "__traceback__", None), context)


# --- generators and coroutines ------------------------------------------------------------------

def _life(kind):
    return [f"{kind}_{state}" for state in ("CREATED", "RUNNING", "SUSPENDED", "CLOSED")]


_GEN = GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = _life("GEN")
_CORO = CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = _life("CORO")
_AGEN = AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = _life("AGEN")


def _state(states, running, suspended, frame):
    """Pick from the states in the order of _life()."""
    return states[1 if running else 2 if suspended else 3 if frame is None else 0]


def getgeneratorstate(generator):
    """Return GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state(_GEN, generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    """Return CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state(_CORO, coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getasyncgenstate(agen):
    """Return AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return _state(_AGEN, agen.ag_running, agen.ag_suspended, agen.ag_frame)


def _variables(frame):
    return {} if frame is None else frame.f_locals


def getgeneratorlocals(generator):
    """Return the current local variables of a generator."""
    if isgenerator(generator):
        return _variables(generator.gi_frame)
    raise TypeError(f"{generator!r} is not a Python generator")


def getcoroutinelocals(coroutine):
    """Return the current local variables of a coroutine."""
    return _variables(getattr(coroutine, "cr_frame", None))


def getasyncgenlocals(agen):
    """Return the current local variables of an asynchronous generator."""
    if isasyncgen(agen):
        return _variables(agen.ag_frame)
    raise TypeError(f"{agen!r} is not a Python async generator")


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
    # those of one purpose: a request is the sum of what the consumer can deal with
    flags = dict(SIMPLE=0, WRITABLE=1, FORMAT=4, ND=8, STRIDES=0x18, C_CONTIGUOUS=0x38,
                 F_CONTIGUOUS=0x58, ANY_CONTIGUOUS=0x98, INDIRECT=0x118)
    for both, requests in (("CONTIG", ("ND",)), ("STRIDED", ("STRIDES",)),
                           ("RECORDS", ("STRIDES", "FORMAT")), ("FULL", ("INDIRECT", "FORMAT"))):
        read_only = sum(flags[request] for request in requests)
        flags |= {both: read_only | 1, f"{both}_RO": read_only}
    flags |= dict(READ=0x100, WRITE=0x200)
    global BufferFlags
    BufferFlags = enum.IntFlag("BufferFlags", flags, module=__name__)
    BufferFlags.__doc__ = "The flags of __buffer__()."
    return BufferFlags


def __dir__():
    return sorted({*globals(), "BufferFlags"})


def _main():
    import argparse
    import importlib
    options = argparse.ArgumentParser()
    options.add_argument("object", help="The object to be analysed. It supports the "
                                        "'module:qualname' syntax")
    options.add_argument(
        "-d", "--details", action="store_true",
        help="Display info about the module rather than its source code")
    options = options.parse_args()
    name, _, path = options.object.partition(":")
    try:
        module = importlib.import_module(name)
    except Exception as error:
        print(f"Failed to import {name} ({type(error).__name__}: {error})", file=sys.stderr)
        sys.exit(2)
    target = attrgetter(path)(module) if path else module
    if module.__name__ in sys.builtin_module_names:
        sys.stderr.write("Can't get info for builtin modules.\n")
        sys.exit(1)
    if not options.details:
        print(getsource(target))
        return
    details = {"Target": options.object, "Origin": getsourcefile(module),
               "Cached": module.__spec__.cached}
    if target is module:
        details["Loader"] = repr(module.__spec__.loader)
        if ispackage(module):
            details["Submodule search path"] = module.__path__
    else:
        try:
            details["Line"] = findsource(target)[1]
        except Exception:
            pass
    for what, value in details.items():
        print(f"{what}: {value}")
    print("\n")


if __name__ == "__main__":
    _main()
