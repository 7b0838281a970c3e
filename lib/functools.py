# functools: tools for functions and callables.
# reduce, partial, cmp_to_key and the LRU cache are native (_functools); the pure Python
# forms below serve a runtime (or a test) that has them blocked.

import _operator
from _thread import RLock, get_ident

GenericAlias = type(list[int])
UnionType = type(int | str)
_MappingProxyType = type(type.__dict__)


class _C:
    def m(self):
        pass


_FunctionType = type(_C.m)
_MethodType = type(_C().m)
del _C

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES",
           "total_ordering", "cache", "cmp_to_key", "lru_cache", "reduce",
           "partial", "partialmethod", "singledispatch", "singledispatchmethod",
           "cached_property", "Placeholder"]


# ---------------------------------------------------------------- wrappers

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__",
                       "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)

if not hasattr(_FunctionType, "__annotate__"):
    # Before deferred annotations the finished dict is what there is to copy.
    WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__",
                           "__annotations__", "__type_params__")


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like what it wraps; return the wrapper.

    assigned names attributes to copy (those missing are skipped), updated names
    attributes of the wrapper to update with those of the wrapped.
    """
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    # Last, as __dict__ of the wrapped may hold a __wrapped__ of its own.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator for a wrapper: update_wrapper() with the decorated function."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---------------------------------------------------------------- total_ordering

# Each derived method asks one rich comparison, its root, and perhaps equality.  The root is
# called on the type, not through the operator, so that NotImplemented is seen here rather
# than answered by the reflected method (which would recurse without end).

def _from_lt_gt(self, other):
    "Return a > b.  Computed by @total_ordering from (not a < b) and (a != b)."
    r = type(self).__lt__(self, other)
    return r if r is NotImplemented else not r and self != other


def _from_lt_le(self, other):
    "Return a <= b.  Computed by @total_ordering from (a < b) or (a == b)."
    r = type(self).__lt__(self, other)
    return r if r is NotImplemented else r or self == other


def _from_lt_ge(self, other):
    "Return a >= b.  Computed by @total_ordering from (not a < b)."
    r = type(self).__lt__(self, other)
    return r if r is NotImplemented else not r


def _from_le_ge(self, other):
    "Return a >= b.  Computed by @total_ordering from (not a <= b) or (a == b)."
    r = type(self).__le__(self, other)
    return r if r is NotImplemented else not r or self == other


def _from_le_lt(self, other):
    "Return a < b.  Computed by @total_ordering from (a <= b) and (a != b)."
    r = type(self).__le__(self, other)
    return r if r is NotImplemented else r and self != other


def _from_le_gt(self, other):
    "Return a > b.  Computed by @total_ordering from (not a <= b)."
    r = type(self).__le__(self, other)
    return r if r is NotImplemented else not r


def _from_gt_lt(self, other):
    "Return a < b.  Computed by @total_ordering from (not a > b) and (a != b)."
    r = type(self).__gt__(self, other)
    return r if r is NotImplemented else not r and self != other


def _from_gt_ge(self, other):
    "Return a >= b.  Computed by @total_ordering from (a > b) or (a == b)."
    r = type(self).__gt__(self, other)
    return r if r is NotImplemented else r or self == other


def _from_gt_le(self, other):
    "Return a <= b.  Computed by @total_ordering from (not a > b)."
    r = type(self).__gt__(self, other)
    return r if r is NotImplemented else not r


def _from_ge_le(self, other):
    "Return a <= b.  Computed by @total_ordering from (not a >= b) or (a == b)."
    r = type(self).__ge__(self, other)
    return r if r is NotImplemented else not r or self == other


def _from_ge_gt(self, other):
    "Return a > b.  Computed by @total_ordering from (a >= b) and (a != b)."
    r = type(self).__ge__(self, other)
    return r if r is NotImplemented else r and self != other


def _from_ge_lt(self, other):
    "Return a < b.  Computed by @total_ordering from (not a >= b)."
    r = type(self).__ge__(self, other)
    return r if r is NotImplemented else not r


# What each root gives, in order of preference of the root.
_derived = {
    "__lt__": {"__gt__": _from_lt_gt, "__le__": _from_lt_le, "__ge__": _from_lt_ge},
    "__le__": {"__ge__": _from_le_ge, "__lt__": _from_le_lt, "__gt__": _from_le_gt},
    "__gt__": {"__lt__": _from_gt_lt, "__ge__": _from_gt_ge, "__le__": _from_gt_le},
    "__ge__": {"__le__": _from_ge_le, "__gt__": _from_ge_gt, "__lt__": _from_ge_lt},
}
for _funcs in _derived.values():
    for _name, _func in _funcs.items():
        _func.__name__ = _name
del _funcs, _name, _func


def total_ordering(cls):
    """Class decorator: give the ordering methods that are missing."""
    roots = [op for op in _derived if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for name, func in _derived[roots[0]].items():
        if name not in roots:
            setattr(cls, name, func)
    return cls


# ---------------------------------------------------------------- cmp_to_key

def cmp_to_key(mycmp):
    """Turn a cmp= function (negative, zero, positive) into a key= function."""
    def compared(says):
        return lambda self, other: says(mycmp(self.obj, other.obj), 0)

    def keep(self, obj):
        self.obj = obj

    methods = {f"__{name}__": compared(getattr(_operator, name)) for name in ("lt", "le", "eq", "gt", "ge")}
    return type("K", (), {"__slots__": ["obj"], "__init__": keep, "__hash__": None, **methods})


try:
    from _functools import cmp_to_key
except ImportError:
    pass


# ---------------------------------------------------------------- reduce

_initial_missing = object()


def reduce(function, sequence, /, initial=_initial_missing):
    """Combine the elements of an iterable, left to right, with a function of two arguments."""
    elements = iter(sequence)
    total = next(elements, _initial_missing) if initial is _initial_missing else initial
    if total is _initial_missing:
        raise TypeError("reduce() of empty iterable with no initial value")
    for element in elements:
        total = function(total, element)
    return total


try:
    from _functools import reduce
except ImportError:
    pass


# ---------------------------------------------------------------- partial

class _PlaceholderType:
    """The type of Placeholder, which keeps a place in partial() for a later argument."""

    __slots__ = ()
    __instance = None

    def __new__(cls):
        if cls.__instance is None:
            cls.__instance = object.__new__(cls)
        return cls.__instance

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"type '{cls.__name__}' is not an acceptable base type")

    def __repr__(self):
        return "Placeholder"

    def __reduce__(self):
        return "Placeholder"


Placeholder = _PlaceholderType()

try:
    from _functools import Placeholder
except ImportError:
    pass


def _fill(args, given):
    """Put the given arguments in the places kept in args, and the rest behind."""
    for a in args:
        if a is Placeholder:
            break
    else:
        return args + given
    it = iter(given)
    wanted = sum([a is Placeholder for a in args])
    if len(given) < wanted:
        raise TypeError("missing positional arguments in 'partial' call; "
                        f"expected at least {wanted}, got {len(given)}")
    filled = [next(it) if a is Placeholder else a for a in args]
    return (*filled, *it)


def _merge(args, more):
    # As _fill for a partial of a partial: places that stay open are kept.
    if not any(a is Placeholder for a in args):
        return args + more
    it = iter(more)
    return (*[next(it, Placeholder) if a is Placeholder else a for a in args], *it)


def _check_places(args, keywords):
    if args and args[-1] is Placeholder:
        raise TypeError("trailing Placeholders are not allowed")
    for value in keywords.values():
        if value is Placeholder:
            raise TypeError("Placeholder cannot be passed as a keyword argument")


def _repr_partial(self, name):
    args = [repr(self.func)]
    args.extend(map(repr, self.args))
    args.extend([f"{k}={v!r}" for k, v in self.keywords.items()])
    return f"{name}({', '.join(args)})"


class partial:
    """Create a new function with partial application of the given arguments and keywords."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        _check_places(args, keywords)
        if isinstance(func, partial):
            args = _merge(func.args, args)
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func = func
        self.args = args
        self.keywords = keywords
        return self

    def __call__(self, /, *args, **keywords):
        keywords = {**self.keywords, **keywords}
        return self.func(*_fill(self.args, args), **keywords)

    def __repr__(self):
        # Guarded by identity, not by a mark in the instance: its __dict__ is the user's.
        key = id(self), get_ident()
        if key in _reprs_running:
            return "..."
        _reprs_running.add(key)
        try:
            cls = type(self)
            return _repr_partial(self, f"{cls.__module__}.{cls.__qualname__}")
        finally:
            _reprs_running.discard(key)

    def __get__(self, obj, objtype=None):
        if obj is None:
            return self
        return _MethodType(self, obj)

    def __reduce__(self):
        return (type(self), (self.func,),
                (self.func, self.args, self.keywords or None, self.__dict__ or None))

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError(f"expected 4 items in state, got {len(state)}")
        func, args, keywords, namespace = state
        if (not callable(func) or not isinstance(args, tuple)
                or (keywords is not None and not isinstance(keywords, dict))
                or (namespace is not None and not isinstance(namespace, dict))):
            raise TypeError("invalid partial state")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        self.__dict__ = {} if namespace is None else namespace
        self.func = func
        self.args = args if type(args) is tuple else tuple(args)
        if keywords is None:
            keywords = {}
        self.keywords = keywords if type(keywords) is dict else dict(keywords)

    __class_getitem__ = classmethod(GenericAlias)


_reprs_running = set()

try:
    from _functools import partial
except ImportError:
    pass


class partialmethod:
    """As partial, for use as a method: the instance is passed before the arguments."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"the first argument {func!r} must be a callable "
                            "or a descriptor")
        _check_places(args, keywords)
        if isinstance(func, partialmethod):
            args = _merge(func.args, args)
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        return _repr_partial(self, f"{cls.__module__}.{cls.__qualname__}")

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            keywords = {**self.keywords, **keywords}
            return self.func(cls_or_self, *_fill(self.args, args), **keywords)
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            func = get(obj, cls)
            if func is not self.func:
                # Something bound came of it (a staticmethod's function counts).
                result = partial(func, *self.args, **self.keywords)
                try:
                    result.__self__ = func.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    before = None
    while func is not before:
        before = func
        while isinstance(getattr(func, "__partialmethod__", None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = func.func
        func = _unwrap_partial(func)
    return func


# ---------------------------------------------------------------- LRU cache

def __getattr__(name):
    # The namedtuple of cache_info() is made at its first use: importing collections costs
    # more than the whole of this module.
    if name == "_CacheInfo":
        global _CacheInfo
        from collections import namedtuple
        _CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"],
                                module="functools")
        return _CacheInfo
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _cache_info(hits, misses, maxsize, currsize):
    try:
        cls = _CacheInfo
    except NameError:
        cls = __getattr__("_CacheInfo")
    return cls(hits, misses, maxsize, currsize)


class _HashedKey(tuple):
    # A tuple whose hash is computed once.

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = h = tuple.__hash__(self)
            return h


_kwd_mark = object()


def _make_key(args, kwds, typed, len=len):  # len might be what is cached
    """The cache key of a call: the arguments, flattened; with typed, their types too."""
    if not kwds and not typed:
        if len(args) == 1:
            arg = args[0]
            if type(arg) is int or type(arg) is str:
                return arg
        return _HashedKey(args)
    key = list(args)
    if kwds:
        key.append(_kwd_mark)
        for item in kwds.items():
            key.extend(item)
    if typed:
        key.extend([type(v) for v in args])
        key.extend([type(v) for v in kwds.values()])
    return _HashedKey(key)


def lru_cache(maxsize=128, typed=False):
    """Decorator that keeps the results of the maxsize most recent different calls.

    With maxsize None the cache grows without bound.  With typed, arguments of different
    types are kept apart.  The function gets cache_info(), cache_clear() and
    cache_parameters(); what it wraps is __wrapped__.
    """
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        # Used as a decorator without arguments: maxsize is the function.
        return lru_cache(128, typed)(maxsize)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorating_function(user_function):
        wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info)
        wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
        return update_wrapper(wrapper, user_function)

    return decorating_function


def _lru_cache_wrapper(user_function, maxsize, typed, cache_info_type):
    # The dict is ordered from the least to the most recently used key.
    cache = {}
    absent = object()
    hits = misses = 0
    lock = RLock()
    cache_get = cache.get
    cache_len = cache.__len__

    if maxsize == 0:
        def wrapper(*args, **kwds):
            nonlocal misses
            misses += 1
            return user_function(*args, **kwds)
    elif maxsize is None:
        def wrapper(*args, **kwds):
            nonlocal hits, misses
            key = _make_key(args, kwds, typed)
            result = cache_get(key, absent)
            if result is not absent:
                hits += 1
                return result
            misses += 1
            result = cache[key] = user_function(*args, **kwds)
            return result
    else:
        def wrapper(*args, **kwds):
            nonlocal hits, misses
            key = _make_key(args, kwds, typed)
            with lock:
                result = cache.pop(key, absent)
                if result is not absent:
                    cache[key] = result
                    hits += 1
                    return result
                misses += 1
            result = user_function(*args, **kwds)
            with lock:
                # A call inside, or in another thread, may have stored the key by now.
                if key not in cache:
                    while cache_len() >= maxsize:
                        cache.pop(next(iter(cache)), None)
                    cache[key] = result
            return result

    def cache_info():
        """The numbers of hits and misses, the greatest size and the present one."""
        with lock:
            return cache_info_type(hits, misses, maxsize, cache_len())

    def cache_clear():
        """Empty the cache and its statistics."""
        nonlocal hits, misses
        with lock:
            cache.clear()
            hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    return wrapper


try:
    from _functools import _lru_cache_wrapper
except ImportError:
    pass


def cache(user_function, /):
    """Decorator that keeps the result of every different call (lru_cache(maxsize=None))."""
    return lru_cache(maxsize=None)(user_function)


# ---------------------------------------------------------------- singledispatch

def _c3_merge(sequences):
    """Merge linearisations by the C3 rule: a head goes out when it is in no other's tail."""
    result = []
    while True:
        sequences = [s for s in sequences if s]
        if not sequences:
            return result
        for s in sequences:
            head = s[0]
            if not any(head in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(head)
        sequences = [s[1:] if s[0] is head else s for s in sequences]


def _c3_mro(cls, abcs=None):
    """The MRO of cls with the given ABCs put in where cls implements them.

    An ABC is inserted at the class that introduces it: one of whose bases none implements it.
    """
    bases = list(cls.__bases__)
    # Inserted ABCs come behind the last explicit base that is itself abstract, else first.
    cut = 0
    for i, base in enumerate(bases):
        if hasattr(base, "__abstractmethods__"):
            cut = i + 1
    abcs = list(abcs) if abcs else []
    introduced = [abc for abc in abcs
                  if issubclass(cls, abc) and not any(issubclass(b, abc) for b in bases)]
    for abc in introduced:
        abcs.remove(abc)
    parts = [bases[:cut], introduced, bases[cut:]]
    linear = [_c3_mro(base, abcs=abcs) for part in parts for base in part]
    return _c3_merge([[cls], *linear, *parts])


def _compose_mro(cls, types):
    """The MRO of cls, with those of the types that it implements virtually."""
    own = set(cls.__mro__)

    def related(typ):
        return (typ not in own and hasattr(typ, "__mro__")
                and not isinstance(typ, GenericAlias) and issubclass(cls, typ))

    types = [t for t in types if related(t)]
    # A type that another one already inherits from comes in with that one.
    types = [t for t in types
             if not any(t is not other and t in other.__mro__ for other in types)]
    wanted = set(types)
    abcs = []
    for typ in types:
        # Subclasses of the type that cls implements as well settle the order of ABCs.
        chains = []
        for sub in typ.__subclasses__():
            if sub not in own and issubclass(cls, sub):
                chains.append([s for s in sub.__mro__ if s in wanted])
        if not chains:
            abcs.append(typ)
            continue
        chains.sort(key=len, reverse=True)
        for chain in chains:
            for sub in chain:
                if sub not in abcs:
                    abcs.append(sub)
    return _c3_mro(cls, abcs=abcs)


def _find_impl(cls, registry):
    """The implementation for cls: that of the first registered class of its composed MRO."""
    match = None
    for t in _compose_mro(cls, registry.keys()):
        if match is not None:
            # The next one in line, if it has as good a claim, makes the choice arbitrary.
            if (t in registry and t not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, t)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
            break
        if t in registry:
            match = t
    return registry.get(match)


def _union_members(cls):
    # The members of a union, or None for anything else.
    if isinstance(cls, (type, GenericAlias)):
        return None
    if isinstance(cls, UnionType):
        return cls.__args__
    from typing import Union, get_origin
    return cls.__args__ if get_origin(cls) is Union else None


def _is_dispatchable(cls):
    if isinstance(cls, type):
        return not isinstance(cls, GenericAlias)
    members = _union_members(cls)
    return members is not None and all(isinstance(m, type) and not isinstance(m, GenericAlias)
                                       for m in members)


def _dispatch_class(func):
    """The class that the first annotation of a function names, checked."""
    from typing import ForwardRef, get_type_hints
    try:
        from annotationlib import Format
    except ImportError:
        hints = get_type_hints(func)
    else:
        hints = get_type_hints(func, format=Format.FORWARDREF)
    argname, cls = next(iter(hints.items()))
    if _is_dispatchable(cls):
        return cls
    if _union_members(cls) is not None:
        raise TypeError(f"Invalid annotation for {argname!r}. "
                        f"{cls!r} not all arguments are classes.")
    if isinstance(cls, ForwardRef):
        raise TypeError(f"Invalid annotation for {argname!r}. "
                        f"{cls!r} is an unresolved forward reference.")
    raise TypeError(f"Invalid annotation for {argname!r}. "
                    f"{cls!r} is not a class.")


def singledispatch(func):
    """Decorator: make a generic function that goes by the type of its first argument.

    Implementations are added with its register(); the decorated one is the default.
    """
    import weakref
    from abc import get_cache_token

    registry = {}
    dispatch_cache = weakref.WeakKeyDictionary()
    # Once an ABC is registered, any ABC registration anywhere outdates the cache.
    cache_token = None

    def dispatch(cls):
        """The implementation that would be called for a class."""
        nonlocal cache_token
        if cache_token is not None:
            token = get_cache_token()
            if token != cache_token:
                dispatch_cache.clear()
                cache_token = token
        try:
            return dispatch_cache[cls]
        except KeyError:
            impl = registry.get(cls)
            if impl is None:
                impl = _find_impl(cls, registry)
            dispatch_cache[cls] = impl
            return impl

    def register(cls, func=None):
        """Add an implementation for a class; with func None, work as a decorator."""
        nonlocal cache_token
        if _is_dispatchable(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            if not (getattr(cls, "__annotations__", None)
                    or _has_lazy_annotations(cls)):
                raise TypeError("Invalid first argument to `register()`: "
                                f"{cls!r}. Use either `@register(some_class)` or plain "
                                "`@register` on an annotated function.")
            func = cls
            cls = _dispatch_class(func)
        for c in _union_members(cls) or (cls,):
            registry[c] = func
            if cache_token is None and hasattr(c, "__abstractmethods__"):
                cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = _MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


def _has_lazy_annotations(func):
    # Whether annotations exist that cannot be evaluated yet.
    return getattr(func, "__annotate__", None) is not None


class singledispatchmethod:
    """As singledispatch, for a method: goes by the type of the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add an implementation for a class; with method None, work as a decorator."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        return _BoundDispatch(self, obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __repr__(self):
        return f"<single dispatch method descriptor {_name_of(self.func)}>"


def _name_of(func):
    for attr in "__qualname__", "__name__":
        try:
            return getattr(func, attr)
        except AttributeError:
            pass
    return "?"


class _BoundDispatch:
    # A singledispatchmethod taken from an object or a class.

    def __init__(self, unbound, obj, cls):
        self._unbound = unbound
        self._dispatch = unbound.dispatcher.dispatch
        self._obj = obj
        self._cls = cls
        # Look like a function, for introspection.
        func = unbound.func
        try:
            self.__module__ = func.__module__
        except AttributeError:
            pass
        try:
            self.__doc__ = func.__doc__
        except AttributeError:
            pass

    def __repr__(self):
        name = _name_of(self.__wrapped__)
        if self._obj is None:
            return f"<single dispatch method {name}>"
        return f"<bound single dispatch method {name} of {self._obj!r}>"

    def __call__(self, /, *args, **kwargs):
        if not args:
            name = getattr(self.__wrapped__, "__name__", "singledispatchmethod method")
            raise TypeError(f"{name} requires at least 1 positional argument")
        method = self._dispatch(args[0].__class__)
        if hasattr(method, "__get__"):
            method = method.__get__(self._obj, self._cls)
        return method(*args, **kwargs)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__", "__isabstractmethod__",
                    "__annotations__", "__type_params__"):
            return getattr(self._unbound.func, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def __wrapped__(self):
        return self._unbound.func

    @property
    def register(self):
        return self._unbound.register


# ---------------------------------------------------------------- cached_property

_NOT_FOUND = object()


class cached_property:
    """A property computed once per instance, then kept in the instance's __dict__."""

    # Not a data descriptor: once the value is in __dict__ this is not asked again.

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling "
                            "__set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            # A class with __slots__, or an object without a namespace.
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.") from None
        value = cache.get(name, _NOT_FOUND)
        if value is _NOT_FOUND:
            value = self.func(instance)
            try:
                cache[name] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} "
                                "instance does not support item assignment for "
                                f"caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(GenericAlias)
