# copyreg: registration of reduction functions, and the helpers that object.__reduce_ex__ refers to.
# The names of the helpers are part of the pickle format: pickles made elsewhere contain them.
"""Registration of how classes are pickled and copied."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Make pickle_function the reduction of instances of ob_type."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that object can be a constructor."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle_complex(c):
    return complex, (c.real, c.imag)


def pickle_union(obj):
    import functools
    import operator
    if hasattr(type(obj), "__class_getitem__"):
        return operator.getitem, (type(obj), obj.__args__)
    return functools.reduce, (operator.or_, obj.__args__)


pickle(complex, pickle_complex, complex)
pickle(type(int | str), pickle_union)


# --- protocols 0 and 1 --------------------------------------------------------------------------

_HEAPTYPE = 1 << 9
_new_type = type(int.__new__)


def _reconstructor(cls, base, state):
    """Make an instance of cls whose built-in part, of type base, was reduced to state."""
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


def _builtin_base(cls):
    """Return the class in the MRO of cls that lays out its instances."""
    for base in cls.__mro__:
        if hasattr(base, "__flags__") and not base.__flags__ & _HEAPTYPE:
            return base
        new = base.__new__
        if isinstance(new, _new_type) and new.__self__ is base:
            return base
    return object


def _reduce_ex(self, proto):
    """object.__reduce_ex__ for the protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = _builtin_base(cls)
    if base is object:
        state = None
    elif base is cls:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    else:
        state = base(self)

    def refuse_slots():
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled") from None
    getstate = getattr(self, "__getstate__", None)
    if getstate is None:
        if getattr(self, "__slots__", None):
            refuse_slots()
        attributes = getattr(self, "__dict__", None)
    else:
        if (getattr(self, "__slots__", None)
                and getattr(type(self), "__getstate__", None) is object.__getstate__):
            refuse_slots()
        attributes = getstate()
    if attributes:
        return _reconstructor, (cls, base, state), attributes
    return _reconstructor, (cls, base, state)


# --- protocol 2 and above -----------------------------------------------------------------------

def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """The same with keyword arguments; only needed below protocol 4."""
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """Return the names of all slots of cls, as attributes are called; the class keeps them."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    if hasattr(cls, "__slots__"):
        for base in cls.__mro__:
            slots = base.__dict__.get("__slots__", ())
            if isinstance(slots, str):
                slots = (slots,)
            for name in slots:
                if name in ("__dict__", "__weakref__"):
                    continue
                if name.startswith("__") and not name.endswith("__"):
                    owner = base.__name__.lstrip("_")
                    if owner:
                        name = f"_{owner}{name}"        # private names are mangled
                names.append(name)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass                            # a class that accepts no attributes
    return names


# --- extension codes: short numbers for globals -------------------------------------------------

_extension_registry = {}                # (module, name): code
_inverted_registry = {}                 # code: (module, name)
_extension_cache = {}                   # code: object


def add_extension(module, name, code):
    """Register code for the global module.name."""
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    key = module, name
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code {_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Take a registration back."""
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects that were found by their codes."""
    _extension_cache.clear()
