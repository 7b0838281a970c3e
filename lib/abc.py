# abc: abstract base classes. The registry and the caches of isinstance() are native, in _abc.
"""Abstract base classes: classes that declare what their subclasses must define."""


def abstractmethod(funcobj):
    """Mark a method as one that a concrete subclass of an ABC has to override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Deprecated: put @classmethod over @abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractstaticmethod(staticmethod):
    """Deprecated: put @staticmethod over @abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractproperty(property):
    """Deprecated: put @property over @abstractmethod instead."""

    __isabstractmethod__ = True


try:
    from _abc import (get_cache_token, _abc_init, _abc_register, _abc_instancecheck,
                      _abc_subclasscheck, _get_dump, _reset_registry, _reset_caches)
except ImportError:
    from _py_abc import ABCMeta, get_cache_token
    ABCMeta.__module__ = "abc"
else:
    class ABCMeta(type):
        """The metaclass of abstract base classes.

        Unrelated classes can be registered as virtual subclasses, which issubclass() and
        isinstance() then honour.
        """

        def __new__(mcls, name, bases, namespace, /, **kwargs):
            cls = super().__new__(mcls, name, bases, namespace, **kwargs)
            _abc_init(cls)
            return cls

        def register(cls, subclass):
            """Make subclass a virtual subclass of this ABC; returns it, so it is also a decorator."""
            return _abc_register(cls, subclass)

        def __instancecheck__(cls, instance):
            """Answer isinstance(instance, cls)."""
            return _abc_instancecheck(cls, instance)

        def __subclasscheck__(cls, subclass):
            """Answer issubclass(subclass, cls)."""
            return _abc_subclasscheck(cls, subclass)

        def _dump_registry(cls, file=None):
            """Print what the registry and the caches of this ABC hold (a debugging aid)."""
            registry, cache, negative, version = _get_dump(cls)
            print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
            print(f"Inv. counter: {get_cache_token()}", file=file)
            print(f"_abc_registry: {registry!r}", file=file)
            print(f"_abc_cache: {cache!r}", file=file)
            print(f"_abc_negative_cache: {negative!r}", file=file)
            print(f"_abc_negative_cache_version: {version!r}", file=file)

        def _abc_registry_clear(cls):
            """Forget every registered virtual subclass."""
            _reset_registry(cls)

        def _abc_caches_clear(cls):
            """Forget every cached answer."""
            _reset_caches(cls)


def update_abstractmethods(cls):
    """Work out cls.__abstractmethods__ again, after methods were added to a finished class."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls                                  # not an ABC
    names = {name for name, value in cls.__dict__.items()
             if getattr(value, "__isabstractmethod__", False)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    return cls


class ABC(metaclass=ABCMeta):
    """Inherit from this to get ABCMeta as metaclass."""
    __slots__ = ()
