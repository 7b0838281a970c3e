# _pyoperator: what operators do as functions, in Python, for operator where _operator is blocked. Functions that are one
# expression or statement are made from tables of these. No name without an underscore may be here but theirs.

from builtins import abs as _abs

# They are operator's for pickle and for their reprs.
__name__ = "operator"

# Names with what they return, by parameters.
_RETURNS = {
    "a": "abs _abs(a); inv ~a; is_none a is None; is_not_none a is not None; neg -a; not_ not a; pos +a;"
         "truth True if a else False",
    "a, b": "add a + b; and_ a & b; eq a == b; floordiv a // b; ge a >= b; gt a > b; is_ a is b; is_not a is not b;"
            "le a <= b; lshift a << b; lt a < b; matmul a @ b; mod a % b; mul a * b; ne a != b; or_ a | b; pow a ** b;"
            "rshift a >> b; sub a - b; truediv a / b; xor a ^ b; contains b in a; getitem a[b]",
}
# Names with what they do before they return a.
_DOES = ("iadd a += b; iand a &= b; ifloordiv a //= b; ilshift a <<= b; imatmul a @= b; imod a %= b; imul a *= b;"
         "ior a |= b; ipow a **= b; irshift a >>= b; isub a -= b; itruediv a /= b; ixor a ^= b")


def _make():
    def parts(text):
        for entry in text.split(";"):
            yield entry.strip().split(" ", 1)

    lines = []
    for parameters, text in _RETURNS.items():
        for name, what in parts(text):
            lines.append(f"def {name}({parameters}):\n    'Same as {what.lstrip('_')}.'\n    return {what}")
    for name, what in parts(_DOES):
        lines.append(f"def {name}(a, b):\n    'Same as {what}.'\n    {what}\n    return a")
    exec("\n".join(lines), globals())


_make()
invert = inv


def setitem(a, b, c):
    """Same as a[b] = c."""
    a[b] = c


def delitem(a, b):
    """Same as del a[b]."""
    del a[b]


def _type_name(a):
    return type(a).__name__


def _no_int(a):
    return TypeError(f"'{_type_name(a)}' object cannot be interpreted as an integer")


def index(a):
    """Same as a.__index__(), for an int or what has such a method."""
    if not hasattr(type(a), "__index__"):
        raise _no_int(a)
    number = type(a).__index__(a)
    if isinstance(number, int):
        return number
    raise TypeError(f"__index__ returned non-int (type {_type_name(number)})")


def _check_sequence(a):
    if not hasattr(a, "__getitem__"):
        raise TypeError(f"'{_type_name(a)}' object can't be concatenated")


def concat(a, b):
    """Same as a + b, for sequences."""
    _check_sequence(a)
    return a + b


def iconcat(a, b):
    """Same as a += b, for sequences."""
    _check_sequence(a)
    a += b
    return a


def _places(a, b):
    # The indices at which b is in a.
    return (place for place, item in enumerate(a) if item is b or item == b)


def countOf(a, b):
    """How many items of a are b, or equal to it."""
    return sum(1 for place in _places(a, b))


def indexOf(a, b):
    """The index of the first item of a that is b, or equal to it."""
    for place in _places(a, b):
        return place
    raise ValueError("sequence.index(x): x not in sequence")


def length_hint(obj, default=0):
    """The length of obj, or else what its method __length_hint__() estimates, or else the default."""
    if not isinstance(default, int):
        raise _no_int(default)
    try:
        return len(obj)
    except TypeError:
        estimate = getattr(type(obj), "__length_hint__", None)
    if estimate is None:
        return default
    try:
        hint = estimate(obj)
    except TypeError:
        hint = NotImplemented
    if hint is NotImplemented:
        return default
    if not isinstance(hint, int):
        raise TypeError(f"__length_hint__ must be integer, not {_type_name(hint)}")
    if hint >= 0:
        return hint
    raise ValueError("__length_hint__() should return >= 0")


def call(obj, /, *args, **kwargs):
    """Same as obj(*args, **kwargs)."""
    return obj(*args, **kwargs)


class _Getter:
    # A function of one object, made from some arguments. All of it is in slots.

    __slots__ = "_given", "_named", "_get"

    def __call__(self, obj, /):
        return self._get(obj)

    def __reduce__(self):
        cls = type(self)
        if not self._named:
            return cls, self._given
        from functools import partial
        return partial(cls, self._given[0], **self._named), self._given[1:]

    def __repr__(self):
        shown = [*map(repr, self._given), *[f"{name}={value!r}" for name, value in self._named.items()]]
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(shown)})"

    def _set(self, get_one, given, named={}):
        # With several arguments the result is a tuple.
        self._given, self._named = given, named
        getters = tuple([get_one(what) for what in given])
        self._get = getters[0] if len(getters) == 1 else lambda obj: tuple([get(obj) for get in getters])


class attrgetter(_Getter):
    """attrgetter("a.b")(x) is x.a.b; attrgetter("a", "b")(x) is (x.a, x.b)."""

    __slots__ = ()

    def __init__(self, attr, /, *attrs):
        def get_one(path):
            if not isinstance(path, str):
                raise TypeError("attribute name must be a string")
            steps = path.split(".")

            def get(obj):
                for step in steps:
                    obj = getattr(obj, step)
                return obj
            return get
        self._set(get_one, (attr, *attrs))


class itemgetter(_Getter):
    """itemgetter(2)(x) is x[2]; itemgetter(2, 5)(x) is (x[2], x[5])."""

    __slots__ = ()

    def __init__(self, item, /, *items):
        self._set(lambda key: lambda obj: obj[key], (item, *items))


class methodcaller(_Getter):
    """methodcaller("name", 1, word=2)(x) is x.name(1, word=2)."""

    __slots__ = ()

    def __init__(self, name, /, *args, **kwargs):
        if not isinstance(name, str):
            raise TypeError("method name must be a string")
        self._given, self._named = (name, *args), kwargs
        self._get = lambda obj: getattr(obj, name)(*args, **kwargs)
