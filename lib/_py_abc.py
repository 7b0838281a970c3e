# _py_abc: ABCMeta without the native _abc, for whoever wants the registry in plain Python.
# Invariant: _registrations grows at every register(), which outdates all negative answers.
"""A pure-Python ABCMeta."""
from _weakrefset import WeakSet
from abc import _abstract_names, _print_dump

_registrations = 0


def get_cache_token():
    """Return a value that changes whenever any ABC registers a virtual subclass."""
    return _registrations


class _State:
    """What an ABC knows: its virtual subclasses, and the answers it gave."""

    def __init__(self):
        self.registry = WeakSet()
        self.forget()

    def forget(self):
        self.positive = WeakSet()
        self.forget_negative()

    def forget_negative(self):
        self.negative, self.as_of = WeakSet(), _registrations

    def known(self, subclass):
        """The answer given before for a class, or None."""
        if subclass in self.positive:
            return True
        if self.as_of != _registrations:
            self.forget_negative()
        return False if subclass in self.negative else None


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        made = super().__new__(mcls, name, bases, namespace, **kwargs)
        made.__abstractmethods__ = _abstract_names(made, namespace)
        made._abc_state = _State()
        return made

    def __subclasscheck__(cls, subclass):
        """Answer issubclass(subclass, cls)."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        answer = cls._abc_state.known(subclass)
        if answer is None:
            answer = cls._abc_decide(subclass)
            state = cls._abc_state
            (state.positive if answer else state.negative).add(subclass)
        return answer

    def _abc_decide(cls, subclass):
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            related = (*cls._abc_state.registry, *cls.__subclasses__())
            return (cls in getattr(subclass, "__mro__", ())
                    or any(issubclass(subclass, other) for other in related))
        if not isinstance(answer, bool):
            raise AssertionError("__subclasshook__ must return a bool or NotImplemented")
        return answer

    def __instancecheck__(cls, instance):
        """Answer isinstance(instance, cls)."""
        # An object may claim a class that is not its type.
        return any(cls.__subclasscheck__(candidate)
                   for candidate in dict.fromkeys((instance.__class__, type(instance))))

    def register(cls, subclass):
        """Make subclass a virtual subclass of this ABC; returns it."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            if issubclass(cls, subclass):
                raise RuntimeError("Refusing to create an inheritance cycle")
            cls._abc_state.registry.add(subclass)
            _registrations += 1
        return subclass

    def _abc_registry_clear(cls):
        """Forget every registered virtual subclass."""
        cls._abc_state.registry.clear()

    def _abc_caches_clear(cls):
        """Forget every cached answer."""
        cls._abc_state.forget()

    def _dump_registry(cls, file=None):
        """Print what the registry and the caches hold (a debugging aid)."""
        state = cls._abc_state
        _print_dump(cls, [("Inv. counter", _registrations),
                          ("_abc_registry", {*state.registry}),
                          ("_abc_cache", {*state.positive}),
                          ("_abc_negative_cache", {*state.negative}),
                          ("_abc_negative_cache_version", state.as_of)], file)
