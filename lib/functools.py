# functools: tools for functions and callables.
# reduce, partial, cmp_to_key and the LRU cache are native (_functools); their pure Python
# forms, under `except ImportError`, serve a runtime (or a test) that has them blocked.

import _operator
from _thread import RLock, get_ident

GenericAlias = type(list[int])
UnionType = type(int | str)
_FunctionType = type(lambda: None)

__all__ = """
    WRAPPER_ASSIGNMENTS WRAPPER_UPDATES update_wrapper wraps
    Placeholder partial partialmethod cmp_to_key reduce total_ordering
    cache cached_property lru_cache singledispatch singledispatchmethod
""".split()

_absent = object()                  # where None may stand


# ---------------------------------------------------------------- wrappers

WRAPPER_ASSIGNMENTS = (
    "__module__", "__name__", "__qualname__", "__doc__",
    # Before deferred annotations the finished dict is what there is to copy.
    "__annotate__" if hasattr(_FunctionType, "__annotate__") else "__annotations__",
    "__type_params__")
WRAPPER_UPDATES = "__dict__",


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like what it wraps; return the wrapper.

    assigned names attributes to copy (those missing are skipped), updated names
    attributes of the wrapper to update with those of the wrapped.
    """
    for name in assigned:
        value = getattr(wrapped, name, _absent)
        if value is not _absent:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, ()))
    # Last, as __dict__ of the wrapped may hold a __wrapped__ of its own.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator for a wrapper: update_wrapper() with the decorated function."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# ---------------------------------------------------------------- partial

def _fill(args, given, default=_absent):
    """Put the given arguments in the places kept in args, and the rest behind.

    Without a default for them, all places have to be filled.
    """
    places = [arg for arg in args if arg is Placeholder]
    if not places:
        return args + given
    if default is _absent and len(given) < len(places):
        raise TypeError("missing positional arguments in 'partial' call; "
                        f"expected at least {len(places)}, got {len(given)}")
    rest = iter(given)
    return (*[next(rest, default) if arg is Placeholder else arg for arg in args], *rest)


class _Applied:
    """What partial and partialmethod share: a function, with arguments that are kept for it."""

    __slots__ = ("func", "args", "keywords", "__dict__", "__weakref__")

    def _keep(self, kind, func, args, keywords):
        """Set the attributes; when func is of that kind itself, both become one."""
        if any(value is Placeholder for value in keywords.values()):
            raise TypeError("Placeholder cannot be passed as a keyword argument")
        self._check_end(args)
        if isinstance(func, kind):
            args, keywords = _fill(func.args, args, Placeholder), func.keywords | keywords
            func = func.func
        self.func, self.args, self.keywords = func, args, keywords
        return self

    def _check_end(self, args):
        if args[-1:] == (Placeholder,):
            raise TypeError("trailing Placeholders are not allowed")

    def __repr__(self):
        cls = type(self)
        shown = [self.func, *self.args]
        named = [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join([*map(repr, shown), *named])})"

    __class_getitem__ = classmethod(GenericAlias)


# ---------------------------------------------------------------- what _functools has

try:
    from _functools import Placeholder, _lru_cache_wrapper, cmp_to_key, partial, reduce
except ImportError:
    class _PlaceholderType:
        """The type of Placeholder, which keeps a place in partial() for a later argument."""

        __slots__ = ()
        __only = []

        def __new__(cls):
            cls.__only[:] = cls.__only or [object.__new__(cls)]
            return cls.__only[0]

        def __init_subclass__(cls, *args, **kwargs):
            raise TypeError(f"type '{cls.__name__}' is not an acceptable base type")

        def __repr__(self):
            return "Placeholder"

        __reduce__ = __repr__

    Placeholder = _PlaceholderType()

    _reprs_running = set()

    class partial(_Applied):
        """Create a new function with partial application of the given arguments and keywords."""

        __slots__ = ()

        def __new__(cls, func, /, *args, **keywords):
            if callable(func):
                return object.__new__(cls)._keep(partial, func, args, keywords)
            raise TypeError("the first argument must be callable")

        def __call__(self, /, *args, **keywords):
            return self.func(*_fill(self.args, args), **(self.keywords | keywords))

        def __get__(self, obj, objtype=None):
            return self if obj is None else type(self.__call__)(self, obj)

        def __repr__(self):
            # Guarded by identity, not by a mark in the instance: its __dict__ is the user's.
            key = id(self), get_ident()
            if key in _reprs_running:
                return "..."
            try:
                _reprs_running.add(key)
                return super().__repr__()
            finally:
                _reprs_running.remove(key)

        def __reduce__(self):
            state = self.func, self.args, self.keywords or None, self.__dict__ or None
            return type(self), state[:1], state

        def __setstate__(self, state):
            if not isinstance(state, tuple):
                raise TypeError("argument to __setstate__ must be a tuple")
            try:
                func, args, keywords, namespace = state
            except ValueError:
                raise TypeError(f"expected 4 items in state, got {len(state)}") from None
            keywords, namespace = [{} if found is None else found for found in (keywords, namespace)]
            if not (callable(func) and isinstance(args, tuple)
                    and isinstance(keywords, dict) and isinstance(namespace, dict)):
                raise TypeError("invalid partial state")
            self._check_end(args)
            # Subclasses of tuple and dict are turned into these.
            self.func, self.args, self.__dict__ = func, tuple(args), namespace
            self.keywords = keywords if type(keywords) is dict else {**keywords}

    def cmp_to_key(mycmp):
        """Turn a cmp= function (negative, zero, positive) into a key= function."""
        def compared(says):
            return lambda self, other: says(mycmp(self.obj, other.obj), 0)

        def keep(self, obj):
            self.obj = obj

        methods = {f"__{name}__": compared(getattr(_operator, name))
                   for name in ("lt", "le", "eq", "gt", "ge")}
        return type("K", (), {"__slots__": ["obj"], "__init__": keep, "__hash__": None, **methods})

    def reduce(function, sequence, /, initial=_absent):
        """Combine the elements of an iterable, left to right, with a function of two arguments."""
        elements = iter(sequence)
        total = next(elements, _absent) if initial is _absent else initial
        if total is _absent:
            raise TypeError("reduce() of empty iterable with no initial value")
        for element in elements:
            total = function(total, element)
        return total

    def _lru_cache_wrapper(user_function, maxsize, typed, cache_info_type):
        known = {}                      # from the least to the most recently used key
        size = known.__len__            # as len might be what is cached
        counts = {True: 0, False: 0}    # of calls that were known and that were not
        lock = RLock()

        def wrapper(*args, **kwds):
            if maxsize == 0:
                counts[False] += 1
                return user_function(*args, **kwds)
            key = _make_key(args, kwds, typed)
            with lock:
                answer = known.pop(key, _absent)
                hit = answer is not _absent
                counts[hit] += 1
                if hit:
                    known[key] = answer
            if not hit:
                answer = user_function(*args, **kwds)
                with lock:
                    # A call inside, or in another thread, may have stored the key by now.
                    if key not in known:
                        while maxsize is not None and size() >= maxsize:
                            known.pop(next(iter(known)), None)
                        known[key] = answer
            return answer

        def cache_info():
            """The numbers of hits and misses, the greatest size and the present one."""
            with lock:
                return cache_info_type(counts[True], counts[False], maxsize, size())

        def cache_clear():
            """Empty the cache and its statistics."""
            with lock:
                known.clear()
                counts.update({True: 0, False: 0})

        vars(wrapper).update(cache_clear=cache_clear, cache_info=cache_info)
        return wrapper


# ---------------------------------------------------------------- methods

# A property of descriptors that wrap self.func: whether that is abstract.
_abstract_as_func = property(lambda self: getattr(self.func, "__isabstractmethod__", False))


class partialmethod(_Applied):
    """As partial, for use as a method: the instance is passed before the arguments."""

    __slots__ = ()

    def __init__(self, func, /, *args, **keywords):
        if not (callable(func) or hasattr(func, "__get__")):
            raise TypeError(f"the first argument {func!r} must be a callable "
                            "or a descriptor")
        self._keep(partialmethod, func, args, keywords)

    __isabstractmethod__ = _abstract_as_func

    def __get__(self, obj, cls=None):
        inner, bind = self.func, getattr(self.func, "__get__", None)
        bound = inner if bind is None else bind(obj, cls)
        if bound is inner:
            return self._as_function().__get__(obj, cls)
        # Something bound came of it (a staticmethod's function counts).
        applied = partial(bound, *self.args, **self.keywords)
        if hasattr(bound, "__self__"):
            applied.__self__ = bound.__self__
        return applied

    def _as_function(self):
        def method(self_or_cls, /, *args, **keywords):
            given = _fill(self.args, args)
            return self.func(self_or_cls, *given, **(self.keywords | keywords))
        method.__partialmethod__ = self
        method.__isabstractmethod__ = self.__isabstractmethod__
        return method


def _unwrap_partial(func):
    return _unwrap_partial(func.func) if isinstance(func, partial) else func


def _unwrap_partialmethod(func):
    """Return what is under any mixture of partial, partialmethod and methods made by that."""
    while True:
        made_by = getattr(func, "__partialmethod__", None)
        if isinstance(made_by, partialmethod):
            func = made_by
        elif isinstance(func, (partial, partialmethod)):
            func = func.func
        else:
            return func


# ---------------------------------------------------------------- total_ordering

# Each derived method asks one rich comparison, its root, and perhaps equality.  The root is
# called on the type, not through the operator, so that NotImplemented is seen here rather
# than answered by the reflected method (which would recurse without end).

def _from_lt_gt(self, other):
    r = type(self).__lt__(self, other)
    return r if r is NotImplemented else not r and self != other


def _from_lt_le(self, other):
    r = type(self).__lt__(self, other)
    return r if r is NotImplemented else r or self == other


def _from_lt_ge(self, other):
    r = type(self).__lt__(self, other)
    return r if r is NotImplemented else not r


def _from_le_ge(self, other):
    r = type(self).__le__(self, other)
    return r if r is NotImplemented else not r or self == other


def _from_le_lt(self, other):
    r = type(self).__le__(self, other)
    return r if r is NotImplemented else r and self != other


def _from_le_gt(self, other):
    r = type(self).__le__(self, other)
    return r if r is NotImplemented else not r


def _from_gt_lt(self, other):
    r = type(self).__gt__(self, other)
    return r if r is NotImplemented else not r and self != other


def _from_gt_ge(self, other):
    r = type(self).__gt__(self, other)
    return r if r is NotImplemented else r or self == other


def _from_gt_le(self, other):
    r = type(self).__gt__(self, other)
    return r if r is NotImplemented else not r


def _from_ge_le(self, other):
    r = type(self).__ge__(self, other)
    return r if r is NotImplemented else not r or self == other


def _from_ge_gt(self, other):
    r = type(self).__ge__(self, other)
    return r if r is NotImplemented else r and self != other


def _from_ge_lt(self, other):
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
    own = [name for name in _derived
           if getattr(cls, name, None) is not getattr(object, name, None)]
    if own:
        for name, func in _derived[own[0]].items():
            if name not in own:
                setattr(cls, name, func)
        return cls
    raise ValueError("must define at least one ordering operation: < > <= >=")


# ---------------------------------------------------------------- caches

def __getattr__(name):
    # The namedtuple of cache_info() is made at its first use: importing collections costs
    # more than the whole of this module.
    if name != "_CacheInfo":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    global _CacheInfo
    import collections
    _CacheInfo = collections.namedtuple("CacheInfo", "hits misses maxsize currsize",
                                        module="functools")
    return _CacheInfo


def _cache_info(*numbers):
    cls = globals().get("_CacheInfo") or __getattr__("_CacheInfo")
    return cls(*numbers)


class _HashedKey(tuple):
    # A tuple whose hash is computed once.

    def __hash__(self):
        known = self.__dict__
        if not known:
            known["hash"] = tuple.__hash__(self)
        return known["hash"]


_kwd_mark = object()


def _make_key(args, kwds, typed, len=len):  # len might be what is cached
    """The cache key of a call: the arguments, flattened; with typed, their types too."""
    if not (kwds or typed):
        plain = len(args) == 1 and type(args[0]) in (int, str)
        return args[0] if plain else _HashedKey(args)
    parts = [args]
    if kwds:
        parts += [(_kwd_mark,), *kwds.items()]
    if typed:
        parts += [map(type, args), map(type, kwds.values())]
    return _HashedKey([value for part in parts for value in part])


def lru_cache(maxsize=128, typed=False):
    """Decorator that keeps the results of the maxsize most recent different calls.

    With maxsize None the cache grows without bound.  With typed, arguments of different
    types are kept apart.  The function gets cache_info(), cache_clear() and
    cache_parameters(); what it wraps is __wrapped__.
    """
    function = None
    if callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128        # a decorator without arguments
    if isinstance(maxsize, int):
        maxsize = max(0, maxsize)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")

    def decorate(function):
        cached = _lru_cache_wrapper(function, maxsize, typed, _cache_info)
        cached.cache_parameters = lambda: dict(maxsize=maxsize, typed=typed)
        return update_wrapper(cached, function)
    return decorate if function is None else decorate(function)


def cache(user_function, /):
    """Decorator that keeps the result of every different call (lru_cache(maxsize=None))."""
    unbounded = lru_cache(None)
    return unbounded(user_function)


class cached_property:
    """A property computed once per instance, then kept in the instance's __dict__."""

    # Not a data descriptor: once the value is in __dict__ this is not asked again.

    attrname = None

    def __init__(self, func):
        self.__module__, self.__doc__ = func.__module__, func.__doc__
        self.func = func

    __class_getitem__ = classmethod(GenericAlias)

    def __set_name__(self, owner, name):
        known = self.attrname or name
        if known != name:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({known!r} and {name!r}).")
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling "
                            "__set_name__ on it.")
        namespace = getattr(instance, "__dict__", None)
        if namespace is None:           # __slots__, or a built-in class
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f"instance to cache {name!r} property.")
        value = namespace.get(name, _absent)
        if value is not _absent:
            return value
        value = self.func(instance)
        try:
            namespace[name] = value
        except TypeError:               # a mappingproxy: the instance is a class
            raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} "
                            "instance does not support item assignment for "
                            f"caching {name!r} property.") from None
        return value


# ---------------------------------------------------------------- singledispatch

def _c3_merge(sequences):
    """Merge linearisations by the C3 rule: a head goes out when it is in no other's tail."""
    merged = []
    while sequences := [seq for seq in sequences if seq]:
        heads = (seq[0] for seq in sequences)
        head = next((head for head in heads if not any(head in seq[1:] for seq in sequences)),
                    None)
        if head is None:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(head)
        sequences = [seq[1:] if seq[0] is head else seq for seq in sequences]
    return merged


def _c3_mro(cls, abcs=None):
    """The MRO of cls with the given ABCs put in where cls implements them.

    An ABC is inserted at the class that introduces it: one of whose bases none implements it.
    """
    bases = [*cls.__bases__]
    # Inserted ABCs come behind the last explicit base that is itself abstract, else first.
    cut = max([i for i, base in enumerate(bases, 1) if hasattr(base, "__abstractmethods__")],
              default=0)
    introduced, deeper = [], []
    for abc in abcs or ():
        here = issubclass(cls, abc) and not any(issubclass(base, abc) for base in bases)
        (introduced if here else deeper).append(abc)
    parts = [bases[:cut], introduced, bases[cut:]]
    linear = [_c3_mro(base, abcs=deeper) for part in parts for base in part]
    return _c3_merge([[cls], *linear, *parts])


def _compose_mro(cls, types):
    """The MRO of cls, with those of the types that it implements virtually."""
    own = set(cls.__mro__)
    types = [typ for typ in types if typ not in own and hasattr(typ, "__mro__")
             and not isinstance(typ, GenericAlias) and issubclass(cls, typ)]
    # A type that another one already inherits from comes in with that one.
    types = [typ for typ in types
             if not any(typ is not other and typ in other.__mro__ for other in types)]
    wanted = set(types)
    abcs = {}
    for typ in types:
        # Subclasses of the type that cls implements as well settle the order of ABCs.
        chains = [[base for base in sub.__mro__ if base in wanted]
                  for sub in typ.__subclasses__() if sub not in own and issubclass(cls, sub)]
        chains.sort(key=len, reverse=True)
        for chain in chains or [[typ]]:
            abcs |= dict.fromkeys(chain)
    return _c3_mro(cls, abcs=abcs)


def _find_impl(cls, registry):
    """The implementation for cls: that of the first registered class of its composed MRO."""
    line = _compose_mro(cls, registry.keys())
    place = next((i for i, typ in enumerate(line) if typ in registry), None)
    if place is None:
        return None
    match, rivals = line[place], line[place + 1:place + 2]
    for rival in rivals:
        # The next one in line, if it has as good a claim, makes the choice arbitrary.
        if (rival in registry and rival not in cls.__mro__ and match not in cls.__mro__
                and not issubclass(match, rival)):
            raise RuntimeError(f"Ambiguous dispatch: {match} or {rival}")
    return registry[match]


def _union_members(cls):
    # The members of a union, or None for anything else.
    return cls.__args__ if isinstance(cls, UnionType) else None


def _is_class(obj):
    return isinstance(obj, type) and not isinstance(obj, GenericAlias)


def _is_dispatchable(cls):
    members = _union_members(cls)
    return _is_class(cls) if members is None else all(map(_is_class, members))


def _dispatch_class(func):
    """The class that the first annotation of a function names, checked."""
    from annotationlib import Format, ForwardRef
    from typing import get_type_hints
    hints = get_type_hints(func, format=Format.FORWARDREF)
    argname, cls = next(iter(hints.items()))
    if _is_dispatchable(cls):
        return cls
    if _union_members(cls) is not None:
        fault = "not all arguments are classes"
    elif isinstance(cls, ForwardRef):
        fault = "is an unresolved forward reference"
    else:
        fault = "is not a class"
    raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} {fault}.")


class _Registry:
    """The implementations of a generic function.

    Once an ABC is registered, any ABC registration anywhere outdates what was found so far.
    """

    def __init__(self, default):
        from abc import get_cache_token
        from weakref import WeakKeyDictionary
        self.implementations = {object: default}
        self.found = WeakKeyDictionary()
        self.get_token = get_cache_token
        self.token = None

    def dispatch(self, cls):
        """The implementation that would be called for a class."""
        if self.token is not None and (token := self.get_token()) != self.token:
            self.token = token
            self.found.clear()
        try:
            return self.found[cls]
        except KeyError:
            known = self.implementations
            self.found[cls] = found = known[cls] if cls in known else _find_impl(cls, known)
            return found

    def register(self, cls, func=None):
        """Add an implementation for a class; with func None, work as a decorator."""
        if not _is_dispatchable(cls):
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. "
                                f"{cls!r} is not a class or union type.")
            if not any(getattr(cls, name, None) for name in ("__annotations__", "__annotate__")):
                raise TypeError("Invalid first argument to `register()`: "
                                f"{cls!r}. Use either `@register(some_class)` or plain "
                                "`@register` on an annotated function.")
            func, cls = cls, _dispatch_class(cls)
        elif func is None:
            return partial(self.register, cls)
        for member in _union_members(cls) or (cls,):
            self.implementations[member] = func
            if self.token is None and hasattr(member, "__abstractmethods__"):
                self.token = self.get_token()
        self.found.clear()
        return func


def singledispatch(func):
    """Decorator: make a generic function that goes by the type of its first argument.

    Implementations are added with its register(); the decorated one is the default.
    """
    registry = _Registry(func)
    dispatch = registry.dispatch
    name = getattr(func, "__name__", "singledispatch function")

    # (importlib.resources knows frames of this function by its name)
    def wrapper(*args, **kw):
        if args:
            return dispatch(args[0].__class__)(*args, **kw)
        raise TypeError(f"{name} requires at least 1 positional argument")

    wrapper.dispatch, wrapper.register = dispatch, registry.register
    wrapper.registry = type(type.__dict__)(registry.implementations)
    wrapper._clear_cache = registry.found.clear
    return update_wrapper(wrapper, func)


def _name_of(func):
    return getattr(func, "__qualname__", None) or getattr(func, "__name__", "?")


class singledispatchmethod:
    """As singledispatch, for a method: goes by the type of the first argument after self."""

    def __init__(self, func):
        if not (callable(func) or hasattr(func, "__get__")):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.func, self.dispatcher = func, singledispatch(func)

    __isabstractmethod__ = _abstract_as_func

    def __get__(self, obj, cls=None):
        return _BoundDispatch(self, obj, cls)

    def __repr__(self):
        return f"<single dispatch method descriptor {_name_of(self.func)}>"

    def register(self, cls, method=None):
        """Add an implementation for a class; with method None, work as a decorator."""
        return self.dispatcher.register(cls, method)


class _BoundDispatch:
    # A singledispatchmethod taken from an object or a class.

    def __init__(self, unbound, obj, cls):
        self._unbound, self._obj, self._cls = unbound, obj, cls
        self._dispatch = unbound.dispatcher.dispatch
        # Look like a function, for introspection.
        func = unbound.func
        self.__doc__ = func.__doc__
        try:
            self.__module__ = func.__module__
        except AttributeError:
            pass

    __wrapped__ = property(lambda self: self._unbound.func)
    register = property(lambda self: self._unbound.register)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__", "__isabstractmethod__",
                    "__annotations__", "__type_params__"):
            return getattr(self._unbound.func, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __call__(self, /, *args, **kwargs):
        if not args:
            name = getattr(self.__wrapped__, "__name__", "singledispatchmethod method")
            raise TypeError(f"{name} requires at least 1 positional argument")
        method = self._dispatch(args[0].__class__)
        if hasattr(method, "__get__"):
            method = method.__get__(self._obj, self._cls)
        return method(*args, **kwargs)

    def __repr__(self):
        name = _name_of(self.__wrapped__)
        if self._obj is None:
            return f"<single dispatch method {name}>"
        return f"<bound single dispatch method {name} of {self._obj!r}>"
