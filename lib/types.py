# types: names for the interpreter's own types, dynamic class creation, and types.coroutine.
# Imported by nearly everything, so it imports nothing itself at load time but `sys`.
"""Names for built-in types that have none elsewhere, and tools to create classes dynamically."""
import sys


# --- types, by an object of each ----------------------------------------------------------------

def _function():
    return _function


def _generator():
    yield


async def _coroutine():
    pass


async def _async_generator():
    yield


def _closure(cell):
    return lambda: cell


class _Slotted:
    __slots__ = ("slot",)

    def method(self):
        pass


# What the compiler makes, and what calls of it return.
FunctionType = LambdaType = type(_function)
CodeType = type(_function.__code__)
CellType = type(_closure(None).__closure__[0])
GeneratorType = type(_generator())
AsyncGeneratorType = type(_async_generator())
_running = _coroutine()
CoroutineType = type(_running)
_running.close()
try:
    raise TypeError
except TypeError as _error:
    _traceback = _error.__traceback__
TracebackType = type(_traceback)
FrameType = type(_traceback.tb_frame)

# Methods, bound and unbound, and other attributes of classes.
MethodType = type(_Slotted().method)
MemberDescriptorType = type(_Slotted.slot)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(str.split)
ClassMethodDescriptorType = type(vars(dict)["fromkeys"])
MethodWrapperType = type("".__str__)
WrapperDescriptorType = type(object.__repr__)
GetSetDescriptorType = type(FunctionType.__code__)

# Containers and singletons.
ModuleType = type(sys)
SimpleNamespace = type(sys.implementation)
MappingProxyType = type(vars(type))
GenericAlias = type(list[int])
UnionType = type(int | str)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)
del _function, _generator, _coroutine, _async_generator, _closure, _Slotted, _running, _traceback

__all__ = [
    "AsyncGeneratorType", "BuiltinFunctionType", "BuiltinMethodType", "CellType",
    "ClassMethodDescriptorType", "CodeType", "CoroutineType", "DynamicClassAttribute",
    "EllipsisType", "FrameType", "FunctionType", "GeneratorType", "GenericAlias",
    "GetSetDescriptorType", "LambdaType", "MappingProxyType", "MemberDescriptorType",
    "MethodDescriptorType", "MethodType", "MethodWrapperType", "ModuleType", "NoneType",
    "NotImplementedType", "SimpleNamespace", "TracebackType", "UnionType",
    "WrapperDescriptorType", "coroutine", "get_original_bases", "new_class", "prepare_class",
    "resolve_bases",
]

try:
    from _types import CapsuleType
except ImportError:         # no capsules here: the name is then missing, as the type is
    pass
else:
    __all__.append("CapsuleType")


# --- creating classes -------------------------------------------------------------------------

def new_class(name, bases=(), kwds=None, exec_body=None):
    """Create a class the way a class statement does, with exec_body(namespace) as its body."""
    resolved = resolve_bases(bases)
    meta, body, kwds = prepare_class(name, resolved, kwds)
    if exec_body:
        exec_body(body)
    if resolved is not bases:
        body["__orig_bases__"] = bases
    return meta(name, resolved, body, **kwds)


def resolve_bases(bases):
    """Return bases with every non-class replaced by what its __mro_entries__ gives."""
    hooks = [None if isinstance(base, type) else getattr(base, "__mro_entries__", None)
             for base in bases]
    if not any(hooks):
        return bases
    resolved = []
    for base, hook in zip(bases, hooks):
        entries = hook(bases) if hook else (base,)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        resolved += entries
    return tuple(resolved)


def prepare_class(name, bases=(), kwds=None):
    """Return (metaclass, namespace, keywords): what a class statement works out before its body runs."""
    kwds = dict(kwds or ())
    meta = kwds.pop("metaclass", type(bases[0]) if bases else type)
    if isinstance(meta, type):
        meta = _most_derived((meta, *map(type, bases)))
    if hasattr(meta, "__prepare__"):
        return meta, meta.__prepare__(name, bases, **kwds), kwds
    return meta, {}, kwds


def _most_derived(metas):
    for meta in metas:
        if all([issubclass(meta, other) for other in metas]):
            return meta
    raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                    "subclass of the metaclasses of all its bases")


def get_original_bases(cls, /):
    """Return the bases that the class statement of cls named, before __mro_entries__ replaced any."""
    if isinstance(cls, type):
        return vars(cls).get("__orig_bases__", cls.__bases__)
    raise TypeError(f"Expected an instance of type, not {type(cls).__name__!r}")


class DynamicClassAttribute:
    """A property that works on instances only: on the class it raises AttributeError.

    So the metaclass's __getattr__ can give the class an attribute of the same name.
    """

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.__isabstractmethod__ = bool(getattr(fget, "__isabstractmethod__", False))
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.overwrite_doc = doc is None
        self.__doc__ = doc if doc or fget is None else fget.__doc__

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return self._required(self.fget, "unreadable attribute")(instance)
        if self.__isabstractmethod__:
            return self
        raise AttributeError

    def __set__(self, instance, value):
        self._required(self.fset, "can't set attribute")(instance, value)

    def __delete__(self, instance):
        self._required(self.fdel, "can't delete attribute")(instance)

    def _required(self, function, complaint):
        if function is None:
            raise AttributeError(complaint)
        return function

    def _with(self, doc=None, **functions):
        functions = dict(fget=self.fget, fset=self.fset, fdel=self.fdel) | functions
        new = type(self)(**functions, doc=doc or self.__doc__)
        new.overwrite_doc = self.overwrite_doc
        return new

    def getter(self, fget):
        return self._with(fget.__doc__ if self.overwrite_doc else None, fget=fget)

    def setter(self, fset):
        return self._with(fset=fset)

    def deleter(self, fdel):
        return self._with(fdel=fdel)


# --- generator-based coroutines ---------------------------------------------------------------

_CO_GENERATOR, _CO_COROUTINE, _CO_ITERABLE_COROUTINE = 0x20, 0x80, 0x100


class _GeneratorWrapper:
    """Makes a generator, or an object with a generator's methods, awaitable."""

    def __init__(self, gen):
        self._wrapped = gen
        self._native = gen.__class__ is GeneratorType
        for name in ("__name__", "__qualname__"):
            setattr(self, name, getattr(gen, name, None))

    def __iter__(self):
        return self._wrapped if self._native else self

    __await__ = __iter__

    def __next__(self):
        return next(self._wrapped)

    def send(self, value):
        return self._wrapped.send(value)

    def throw(self, typ, *rest):
        return self._wrapped.throw(typ, *rest)

    def close(self):
        return self._wrapped.close()

    # A coroutine has the same attributes by other names.
    cr_await = gi_yieldfrom = property(lambda self: self._wrapped.gi_yieldfrom)
    cr_code = gi_code = property(lambda self: self._wrapped.gi_code)
    cr_frame = gi_frame = property(lambda self: self._wrapped.gi_frame)
    cr_running = gi_running = property(lambda self: self._wrapped.gi_running)


def _as_awaitable(result):
    """Wrap result when it is a generator that `await` would refuse."""
    kind = result.__class__
    if kind is CoroutineType:
        return result
    if kind is GeneratorType:
        refused = not result.gi_code.co_flags & _CO_ITERABLE_COROUTINE
    else:
        from _collections_abc import Coroutine, Generator
        refused = isinstance(result, Generator) and not isinstance(result, Coroutine)
    return _GeneratorWrapper(result) if refused else result


def coroutine(func):
    """Make a generator function usable in `await`; other callables get their results adapted."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")
    code = func.__code__ if func.__class__ is FunctionType else None
    if code.__class__ is CodeType:
        flags = code.co_flags
        if flags & _CO_GENERATOR and not flags & _CO_ITERABLE_COROUTINE:
            func.__code__ = code.replace(co_flags=flags | _CO_ITERABLE_COROUTINE)
        if flags & (_CO_GENERATOR | _CO_COROUTINE | _CO_ITERABLE_COROUTINE):
            return func

    from functools import update_wrapper

    def adapted(*args, **kwargs):
        return _as_awaitable(func(*args, **kwargs))
    return update_wrapper(adapted, func)
