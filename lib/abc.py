# abc: abstract base classes. The registry and the caches of isinstance() are native, in _abc.
"""Abstract base classes: classes that declare what their subclasses must define."""
from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_dump,
                  _reset_caches, _reset_registry, get_cache_token)


def _is_abstract(obj):
    return getattr(obj, "__isabstractmethod__", False)


def _abstract_names(cls, namespace):
    """The names of what is abstract in a class that has this namespace of its own."""
    names = [name for name, value in namespace.items() if _is_abstract(value)]
    for base in cls.__bases__:
        names += [name for name in getattr(base, "__abstractmethods__", ())
                  if _is_abstract(getattr(cls, name, None))]
    return frozenset(names)


def _print_dump(cls, state, file):
    """Print the state of an ABC, a list of (what, value); a debugging aid."""
    lines = [("Class", f"{cls.__module__}.{cls.__qualname__}"), *state]
    print("\n".join(f"{what}: {value}" for what, value in lines), file=file)


class ABCMeta(type):
    """The metaclass of abstract base classes.

    Unrelated classes can be registered as virtual subclasses, which issubclass() and
    isinstance() then honour.
    """

    def __instancecheck__(cls, instance):
        """Answer isinstance(instance, cls)."""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """Answer issubclass(subclass, cls)."""
        return _abc_subclasscheck(cls, subclass)

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        made = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(made)
        return made

    def register(cls, subclass):
        """Make subclass a virtual subclass of this ABC; returns it, so it is also a decorator."""
        return _abc_register(cls, subclass)

    def _abc_caches_clear(cls):
        """Forget every cached answer."""
        _reset_caches(cls)

    def _abc_registry_clear(cls):
        """Forget every registered virtual subclass."""
        _reset_registry(cls)

    def _dump_registry(cls, file=None):
        """Print what the registry and the caches of this ABC hold (a debugging aid)."""
        names = ("_abc_registry", "_abc_cache", "_abc_negative_cache",
                 "_abc_negative_cache_version")
        _print_dump(cls, [("Inv. counter", get_cache_token()), *zip(names, _get_dump(cls))], file)


class ABC(metaclass=ABCMeta):
    """Inherit from this to get ABCMeta as metaclass."""
    __slots__ = ()


def update_abstractmethods(cls):
    """Work out cls.__abstractmethods__ again, after methods were added to a finished class."""
    if hasattr(cls, "__abstractmethods__"):     # else it is no ABC
        cls.__abstractmethods__ = _abstract_names(cls, vars(cls))
    return cls


def abstractmethod(funcobj):
    """Mark a method as one that a concrete subclass of an ABC has to override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractproperty(property):
    """Deprecated: put @property over @abstractmethod instead."""

    __isabstractmethod__ = True


class abstractclassmethod(classmethod):
    """Deprecated: put @classmethod over @abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        classmethod.__init__(self, abstractmethod(callable))


class abstractstaticmethod(staticmethod):
    """Deprecated: put @staticmethod over @abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        staticmethod.__init__(self, abstractmethod(callable))
