# types: names for the interpreter's own types, dynamic class creation, and types.coroutine.
# Imported by nearly everything, so it imports nothing itself at load time but `sys`.
"""Names for built-in types that have none elsewhere, and tools to create classes dynamically."""
import sys


def _sample_function():
    return _sample_function


def _sample_generator():
    yield


async def _sample_coroutine():
    pass


async def _sample_async_generator():
    yield


class _Sample:
    __slots__ = ("member",)

    def method(self):
        pass


def _sample_cell():
    held = None

    def inner():
        return held
    return inner.__closure__[0]


FunctionType = type(_sample_function)
LambdaType = FunctionType
CodeType = type(_sample_function.__code__)
CellType = type(_sample_cell())
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(sys.implementation)
GeneratorType = type(_sample_generator())
_coro = _sample_coroutine()
CoroutineType = type(_coro)
_coro.close()
AsyncGeneratorType = type(_sample_async_generator())
MethodType = type(_Sample().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
ModuleType = type(sys)
GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(_Sample.member)
try:
    raise TypeError
except TypeError as _exc:
    TracebackType = type(_exc.__traceback__)
    FrameType = type(_exc.__traceback__.tb_frame)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(...)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
del _sample_function, _sample_generator, _sample_coroutine, _coro
del _sample_async_generator, _Sample, _sample_cell


# --- creating classes -------------------------------------------------------------------------

def _calculate_meta(meta, bases):
    """Return the most derived of meta and the metaclasses of bases."""
    for base in bases:
        other = type(base)
        if issubclass(meta, other):
            continue
        if not issubclass(other, meta):
            raise TypeError("metaclass conflict: "
                            "the metaclass of a derived class "
                            "must be a (non-strict) subclass "
                            "of the metaclasses of all its bases")
        meta = other
    return meta


def resolve_bases(bases):
    """Return bases with every non-class replaced by what its __mro_entries__ gives."""
    resolved = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, "__mro_entries__"):
            resolved.append(base)
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved.extend(entries)
        changed = True
    return tuple(resolved) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Return (metaclass, namespace, keywords): what a class statement works out before its body runs."""
    kwds = {} if kwds is None else dict(kwds)
    if "metaclass" in kwds:
        meta = kwds.pop("metaclass")
    elif bases:
        meta = type(bases[0])
    else:
        meta = type
    if isinstance(meta, type):
        meta = _calculate_meta(meta, bases)
    prepare = getattr(meta, "__prepare__", None)
    namespace = {} if prepare is None else prepare(name, bases, **kwds)
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Create a class the way a class statement does, with exec_body(namespace) as its body."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    return meta(name, resolved, namespace, **kwds)


def get_original_bases(cls, /):
    """Return the bases that the class statement of cls named, before __mro_entries__ replaced any."""
    try:
        return cls.__dict__.get("__orig_bases__", cls.__bases__)
    except AttributeError:
        raise TypeError(
            f"Expected an instance of type, not {type(cls).__name__!r}") from None


class DynamicClassAttribute:
    """A property that works on instances only: on the class it raises AttributeError.

    So the metaclass's __getattr__ can give the class an attribute of the same name.
    """

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.overwrite_doc = doc is None
        self.__doc__ = doc if doc or fget is None else fget.__doc__
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            if self.fget is None:
                raise AttributeError("unreadable attribute")
            return self.fget(instance)
        if self.__isabstractmethod__:
            return self
        raise AttributeError()

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _replaced(self, fget, fset, fdel, doc):
        new = type(self)(fget, fset, fdel, doc)
        new.overwrite_doc = self.overwrite_doc
        return new

    def getter(self, fget):
        doc = fget.__doc__ if self.overwrite_doc else None
        return self._replaced(fget, self.fset, self.fdel, doc or self.__doc__)

    def setter(self, fset):
        return self._replaced(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return self._replaced(self.fget, self.fset, fdel, self.__doc__)


# --- generator-based coroutines ---------------------------------------------------------------

_CO_GENERATOR = 0x20
_CO_COROUTINE = 0x80
_CO_ITERABLE_COROUTINE = 0x100


class _GeneratorWrapper:
    """Makes a generator, or an object with a generator's methods, awaitable."""

    def __init__(self, gen):
        self._wrapped = gen
        self._native = gen.__class__ is GeneratorType
        self.__name__ = getattr(gen, "__name__", None)
        self.__qualname__ = getattr(gen, "__qualname__", None)

    def send(self, value):
        return self._wrapped.send(value)

    def throw(self, typ, *rest):
        return self._wrapped.throw(typ, *rest)

    def close(self):
        return self._wrapped.close()

    def __next__(self):
        return next(self._wrapped)

    def __iter__(self):
        return self._wrapped if self._native else self
    __await__ = __iter__

    @property
    def gi_code(self):
        return self._wrapped.gi_code

    @property
    def gi_frame(self):
        return self._wrapped.gi_frame

    @property
    def gi_running(self):
        return self._wrapped.gi_running

    @property
    def gi_yieldfrom(self):
        return self._wrapped.gi_yieldfrom

    cr_code = gi_code
    cr_frame = gi_frame
    cr_running = gi_running
    cr_await = gi_yieldfrom


def _as_awaitable(result):
    """Wrap result when it is a generator that `await` would refuse."""
    kind = result.__class__
    if kind is CoroutineType:
        return result
    if kind is GeneratorType:
        if result.gi_code.co_flags & _CO_ITERABLE_COROUTINE:
            return result
        return _GeneratorWrapper(result)
    import _collections_abc
    if (isinstance(result, _collections_abc.Generator)
            and not isinstance(result, _collections_abc.Coroutine)):
        return _GeneratorWrapper(result)
    return result


def coroutine(func):
    """Make a generator function usable in `await`; other callables get their results adapted."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    if func.__class__ is FunctionType:
        code = getattr(func, "__code__", None)
        flags = getattr(code, "co_flags", 0)
        if code.__class__ is CodeType:
            if flags & (_CO_COROUTINE | _CO_ITERABLE_COROUTINE):
                return func
            if flags & _CO_GENERATOR:
                func.__code__ = code.replace(co_flags=flags | _CO_ITERABLE_COROUTINE)
                return func

    import functools

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        return _as_awaitable(func(*args, **kwargs))
    return wrapped


__all__ = ["AsyncGeneratorType", "BuiltinFunctionType", "BuiltinMethodType",
           "CellType", "ClassMethodDescriptorType", "CodeType", "CoroutineType",
           "DynamicClassAttribute", "EllipsisType", "FrameType", "FunctionType", "GeneratorType",
           "GenericAlias", "GetSetDescriptorType", "LambdaType", "MappingProxyType",
           "MemberDescriptorType", "MethodDescriptorType", "MethodType", "MethodWrapperType",
           "ModuleType", "NoneType", "NotImplementedType", "SimpleNamespace", "TracebackType",
           "UnionType", "WrapperDescriptorType", "coroutine", "get_original_bases", "new_class",
           "prepare_class", "resolve_bases"]

try:
    from _types import CapsuleType
except ImportError:         # no capsules here: the name is then missing, as the type is
    pass
else:
    __all__.append("CapsuleType")
