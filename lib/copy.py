# copy: shallow and deep copies.
# Invariant of a memo: it maps id(original) to the copy, and keeps every original alive, so that
# ids stay unique while the copying lasts.
"""Generic shallow and deep copying."""
import types
from _weakref import ref
from copyreg import dispatch_table

__all__ = "Error copy deepcopy replace".split()


class Error(Exception):
    """An object cannot be copied."""


error = Error

_ABSENT = object()

# Instances of the first are their own copies; of the second, too, if what they hold is not copied.
_OWN_DEEP = frozenset((
    int, str, float, bool, types.NoneType, bytes, complex, range, type, property, ref,
    types.FunctionType, types.BuiltinFunctionType, types.CodeType, types.EllipsisType,
    types.NotImplementedType,
))
_OWN_SHALLOW = _OWN_DEEP | {tuple, frozenset, slice}

_shallow_copiers = {cls: cls.copy for cls in (list, dict, set, bytearray)}


def replace(obj, /, **changes):
    """Return a copy of obj with some fields changed, if its class has __replace__."""
    cls = obj.__class__
    method = getattr(cls, "__replace__", None)
    if method is not None:
        return method(obj, **changes)
    raise TypeError(f"replace() does not support {cls.__name__} objects")


def copy(x):
    """Return a shallow copy of x: a new object that holds the same ones."""
    cls = type(x)
    if cls in _OWN_SHALLOW:
        return x
    copier = _shallow_copiers.get(cls)
    if copier is None:
        if issubclass(cls, type):
            return x
        copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    parts = _reduction(x, cls, "shallow")
    return x if isinstance(parts, str) else _assemble(x, None, *parts)


def deepcopy(x, memo=None):
    """Return a copy of x with copies of everything in it."""
    cls = type(x)
    if cls in _OWN_DEEP:
        return x
    if memo is None:
        memo = {}
    else:
        done = memo.get(id(x), _ABSENT)
        if done is not _ABSENT:
            return done
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        made = copier(x, memo)
    elif issubclass(cls, type):
        return x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            made = method(memo)
        else:
            parts = _reduction(x, cls, "deep")
            made = x if isinstance(parts, str) else _assemble(x, memo, *parts)
    if made is not x:
        memo[id(x)] = made
        memo.setdefault(id(memo), []).append(x)
    return made


# --- deep copies of built-in containers ---------------------------------------------------------

def _deep_dict(x, memo):
    twin = memo[id(x)] = {}
    for key, value in x.items():
        twin[deepcopy(key, memo)] = deepcopy(value, memo)
    return twin


def _deep_list(x, memo):
    twin = memo[id(x)] = []
    add = twin.append
    for item in x:
        add(deepcopy(item, memo))
    return twin


def _deep_tuple(x, memo):
    changed = False
    items = []
    for item in x:
        twin = deepcopy(item, memo)
        items.append(twin)
        changed = changed or twin is not item
    # x may contain itself, through a list for example; then there is a copy by now.
    done = memo.get(id(x), _ABSENT)
    if done is not _ABSENT:
        return done
    return tuple(items) if changed else x


def _deep_method(x, memo):
    owner = deepcopy(x.__self__, memo)
    return type(x)(x.__func__, owner)


_deepcopy_dispatch = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple,
                      types.MethodType: _deep_method}


# --- copies by taking apart, as pickle does -----------------------------------------------------

def _reduction(x, cls, kind):
    """Return the parts of x, or a str if it is a global."""
    registered = dispatch_table.get(cls)
    if registered is not None:
        return registered(x)
    if (reduce_as := getattr(x, "__reduce_ex__", None)) is not None:
        return reduce_as(4)
    if (reduce := getattr(x, "__reduce__", None)) is not None:
        return reduce()
    raise Error(f"un({kind})copyable object of type {cls}")


def _assemble(x, memo, func, args, state=None, items=None, pairs=None):
    """Put a copy of x together; memo is None for a shallow one."""
    deep = memo is not None
    if deep:
        args = [deepcopy(arg, memo) for arg in args]
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if type(state) is dict and not hasattr(made, "__setstate__"):
            made.__dict__.update(state)
        else:
            _set_state(made, state)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            made[deepcopy(key, memo) if deep else key] = deepcopy(value, memo) if deep else value
    return made


def _set_state(made, state):
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if attributes is not None:
        made.__dict__.update(attributes)
    if slots is not None:
        for name, value in slots.items():
            setattr(made, name, value)
