# copyreg: registration of reduction functions, and the helpers that object.__reduce_ex__ refers to.
# The names of the helpers are part of the pickle format: pickles made elsewhere contain them.
# Invariant: _extension_registry and _inverted_registry are inverses of each other.
"""Registration of how classes are pickled and copied."""

__all__ = "pickle constructor add_extension remove_extension clear_extension_cache".split()


# --- protocol 2 and above -----------------------------------------------------------------------

def __newobj_ex__(cls, args, kwargs):
    """Make an instance with keyword arguments; only needed below protocol 4."""
    return cls.__new__(cls, *args, **kwargs)


def __newobj__(cls, *args):
    """Make an instance without initializing it."""
    return cls.__new__(cls, *args)


def _mangled(name, owner):
    """Return what the attribute is called that a class body with the name owner calls name."""
    prefix = owner.lstrip("_")
    private = name[:2] == "__" and name[-2:] != "__"
    return f"_{prefix}{name}" if private and prefix else name


def _slotnames(cls):
    """Return the names of all slots of cls, as attributes are called; the class keeps them."""
    known = vars(cls).get("__slotnames__")
    if known is not None:
        return known
    found = []
    for base in cls.__mro__ if hasattr(cls, "__slots__") else ():
        declared = vars(base).get("__slots__", ())
        declared = [declared] if isinstance(declared, str) else declared
        found += [_mangled(name, base.__name__) for name in declared
                  if name not in ("__dict__", "__weakref__")]
    try:
        cls.__slotnames__ = found
    except Exception:
        pass                            # a class that accepts no attributes
    return found


# --- protocols 0 and 1 --------------------------------------------------------------------------

_MADE_BY_CLASS_STATEMENT = 1 << 9       # the flag of heap types
_NativeNew = type(object.__new__)


def _reconstructor(cls, base, state):
    """Make an instance of cls whose built-in part, of type base, was reduced to state."""
    if base is object:
        return base.__new__(cls)
    made = base.__new__(cls, state)
    initialize = base.__init__
    if initialize != object.__init__:
        initialize(made, state)
    return made


def _lays_out(base):
    # Whether the instances of base, and not those of a base of its, have a layout of their own.
    if not getattr(base, "__flags__", _MADE_BY_CLASS_STATEMENT) & _MADE_BY_CLASS_STATEMENT:
        return True
    new = base.__new__
    return isinstance(new, _NativeNew) and new.__self__ is base


def _reduce_ex(self, proto):
    """object.__reduce_ex__ for the protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = next(filter(_lays_out, cls.__mro__), object)
    if base is cls and base is not object:
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    content = None if base is object else base(self)

    get = getattr(self, "__getstate__", None)
    inherited = get is None or getattr(type(self), "__getstate__", None) is object.__getstate__
    if inherited and getattr(self, "__slots__", None):
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
    attributes = getattr(self, "__dict__", None) if get is None else get()
    reduced = _reconstructor, (cls, base, content)
    return (*reduced, attributes) if attributes else reduced


# --- reduction functions ------------------------------------------------------------------------

dispatch_table = {}


def _need_callable(value, role):
    if not callable(value):
        raise TypeError(role + " must be callable")


def constructor(object):
    """Check that object can be a constructor."""
    _need_callable(object, "constructors")


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Make pickle_function the reduction of instances of ob_type."""
    _need_callable(pickle_function, "reduction functions")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        _need_callable(constructor_ob, "constructors")


def pickle_union(obj):
    from operator import getitem, or_
    if hasattr(type(obj), "__class_getitem__"):
        return getitem, (type(obj), obj.__args__)
    from functools import reduce
    return reduce, (or_, obj.__args__)


def pickle_complex(c):
    parts = c.real, c.imag
    return complex, parts


dispatch_table.update({complex: pickle_complex, type(int | str): pickle_union})


# --- extension codes: short numbers for globals -------------------------------------------------

_extension_registry, _inverted_registry = {}, {}        # (module, name): code, and the inverse
_extension_cache = {}                                   # code: object


def _entry(key, code):
    """What is registered of both, as (code of key, key of code)."""
    return _extension_registry.get(key), _inverted_registry.get(code)


def add_extension(module, name, code):
    """Register code for the global module.name."""
    key, code = (module, name), int(code)
    if code < 1 or code > 0x7FFFFFFF:
        raise ValueError("code out of range")
    old_code, old_key = _entry(key, code)
    if old_code == code and old_key == key:
        return
    if old_code is not None:
        raise ValueError(f"key {key} is already registered with code {old_code}")
    if old_key is not None:
        raise ValueError(f"code {code} is already in use for key {old_key}")
    _extension_registry[key], _inverted_registry[code] = code, key


def remove_extension(module, name, code):
    """Take a registration back."""
    key = module, name
    if _entry(key, code) != (code, key):
        raise ValueError(f"key {key} is not registered with code {code}")
    for table, registered in ((_extension_registry, key), (_inverted_registry, code)):
        del table[registered]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects that were found by their codes."""
    _extension_cache.clear()
