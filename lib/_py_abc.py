# _py_abc: ABCMeta without the native _abc, for whoever wants the registry in plain Python.
# Invariant: _generation grows at every register(), which outdates all negative caches.
"""A pure-Python ABCMeta."""
from _weakrefset import WeakSet

_generation = 0


def get_cache_token():
    """Return a value that changes whenever any ABC registers a virtual subclass."""
    return _generation


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abstract = {key for key, value in namespace.items()
                    if getattr(value, "__isabstractmethod__", False)}
        for base in bases:
            for key in getattr(base, "__abstractmethods__", ()):
                if getattr(getattr(cls, key, None), "__isabstractmethod__", False):
                    abstract.add(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_registry = WeakSet()
        cls._abc_cache = WeakSet()
        cls._abc_negative_cache = WeakSet()
        cls._abc_negative_cache_version = _generation
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this ABC; returns it."""
        global _generation
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_registry.add(subclass)
        _generation += 1
        return subclass

    def _dump_registry(cls, file=None):
        """Print what the registry and the caches hold (a debugging aid)."""
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        for name in cls.__dict__:
            if name.startswith("_abc_"):
                value = getattr(cls, name)
                if isinstance(value, WeakSet):
                    value = set(value)
                print(f"{name}: {value!r}", file=file)

    def _abc_registry_clear(cls):
        """Forget every registered virtual subclass."""
        cls._abc_registry.clear()

    def _abc_caches_clear(cls):
        """Forget every cached answer."""
        cls._abc_cache.clear()
        cls._abc_negative_cache.clear()

    def __instancecheck__(cls, instance):
        """Answer isinstance(instance, cls)."""
        claimed = instance.__class__
        if claimed in cls._abc_cache:
            return True
        actual = type(instance)
        if actual is claimed:
            return cls.__subclasscheck__(claimed)
        return any(cls.__subclasscheck__(c) for c in (claimed, actual))

    def __subclasscheck__(cls, subclass):
        """Answer issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if subclass in cls._abc_cache:
            return True
        if cls._abc_negative_cache_version < _generation:
            cls._abc_negative_cache = WeakSet()
            cls._abc_negative_cache_version = _generation
        elif subclass in cls._abc_negative_cache:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = (cls in getattr(subclass, "__mro__", ())
                      or any(issubclass(subclass, other) for other in cls._abc_registry)
                      or any(issubclass(subclass, other) for other in cls.__subclasses__()))
        elif not isinstance(answer, bool):
            raise AssertionError("__subclasshook__ must return a bool or NotImplemented")
        (cls._abc_cache if answer else cls._abc_negative_cache).add(subclass)
        return answer
