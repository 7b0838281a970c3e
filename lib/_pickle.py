# _pickle: the name under which programs look for the fast classes of pickle. They are pickle's own, taken when they are
# asked for: pickle imports this module first. Functions are called as they are, also as attributes of
# classes.
"""Optimized C implementation for the Python pickle module."""

from _picklebuffer import PickleBuffer

_of_pickle = {
    "PickleError": "PickleError", "PicklingError": "PicklingError",
    "UnpicklingError": "UnpicklingError", "Pickler": "_Pickler", "Unpickler": "_Unpickler",
    "dump": "_dump", "dumps": "_dumps", "load": "_load", "loads": "_loads",
}


class _Function:
    # A function that does not bind to an instance, as builtin ones do not.
    def __init__(self, func, name):
        self.__wrapped__ = func
        self.__name__ = self.__qualname__ = name
        self.__module__ = "_pickle"
        self.__doc__ = func.__doc__

    def __call__(self, /, *args, **kwargs):
        return self.__wrapped__(*args, **kwargs)

    def __repr__(self):
        return f"<built-in function {self.__name__}>"

    def __reduce__(self):
        return self.__name__


def __getattr__(name):
    source = _of_pickle.get(name)
    if source is not None:
        import pickle
        value = getattr(pickle, source, None)
        if value is not None:
            if not isinstance(value, type):
                value = _Function(value, name)
            globals()[name] = value
            return value
    raise AttributeError(f"module '_pickle' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_of_pickle})
