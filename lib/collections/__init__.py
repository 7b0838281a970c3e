# collections: container types beyond dict, list, set and tuple.
# Invariant: deque, defaultdict, OrderedDict and the counting loop are native (_collections);
# the OrderedDict and the loop written here serve a runtime (or a test) that has them blocked.

import _collections_abc
import operator as _operator
import sys as _sys
from reprlib import recursive_repr as _recursive_repr

__all__ = """
    deque defaultdict OrderedDict Counter ChainMap namedtuple UserDict UserList UserString
""".split()

# collections.abc is there without an import of its own.
_sys.modules["collections.abc"] = abc = _collections_abc


def _named(function, owner, name, doc=None):
    # Give a generated method the names it would have had in the body of its class.
    function.__name__ = name
    function.__qualname__ = f"{owner}.{name}"
    if doc is not None:
        function.__doc__ = doc
    return function


def _of_data(owner, operation):
    # The special method that applies a built-in function to .data.
    def method(self):
        return operation(self.data)
    return _named(method, owner, f"__{operation.__name__}__")


def _shallow_copy(wrapper):
    # A copy of a UserDict or UserList with a copy of its .data, made without its constructor.
    twin = type(wrapper).__new__(type(wrapper))
    state = dict(vars(wrapper))
    state["data"] = state["data"].copy()
    vars(twin).update(state)
    return twin


# ---------------------------------------------------------------- UserDict

def _dict_of(x):
    return x.data if isinstance(x, UserDict) else x


class UserDict(abc.MutableMapping):
    """A mapping around a dict in .data, for subclasses to change."""

    __repr__, __iter__, __len__ = [_of_data("UserDict", f) for f in (repr, iter, len)]

    def __init__(self, dict=None, /, **kwargs):
        self.data, update = {}, self.update
        if dict is not None:
            update(dict)
        if kwargs:
            update(kwargs)

    # Look-ups ask .data first: __missing__ must not make a key present.

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        data = self.data
        if key in data:
            return data[key]
        try:
            missing = type(self).__missing__
        except AttributeError:
            raise KeyError(key) from None
        return missing(self, key)

    def get(self, key, default=None):
        if key not in self:
            return default
        return self[key]

    def __delitem__(self, key):
        del self.data[key]

    def __setitem__(self, key, item):
        self.data[key] = item

    def __ior__(self, other):
        self.data |= _dict_of(other)
        return self

    def __or__(self, other):
        theirs = _dict_of(other)
        if not isinstance(theirs, dict):
            return NotImplemented
        return type(self)(self.data | theirs)

    def __ror__(self, other):
        theirs = _dict_of(other)
        if not isinstance(theirs, dict):
            return NotImplemented
        return type(self)(theirs | self.data)

    __copy__ = _shallow_copy

    def copy(self):
        if type(self) is UserDict:
            return UserDict(self.data.copy())
        # A subclass may keep more than .data: copy it empty, then fill the copy by its own rules.
        from copy import copy
        full, self.data = self.data, {}
        try:
            twin = copy(self)
        finally:
            self.data = full
        twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, iterable, value=None):
        filled = cls()
        for each in iterable:
            filled[each] = value
        return filled


# ---------------------------------------------------------------- UserList

def _list_of(x):
    return x.data if isinstance(x, UserList) else x


def _list_operator(name):
    # A comparison of the lists.
    operation = getattr(_operator, name)

    def compare(self, other):
        return operation(self.data, other.data if isinstance(other, UserList) else other)
    return _named(compare, "UserList", name)


class UserList(abc.MutableSequence):
    """A sequence around a list in .data, for subclasses to change."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_list_of(initlist))

    __lt__, __le__, __eq__, __ge__, __gt__ = map(
        _list_operator, ("__lt__", "__le__", "__eq__", "__ge__", "__gt__"))

    __repr__, __len__ = _of_data("UserList", repr), _of_data("UserList", len)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        found = self.data[i]
        return type(self)(found) if isinstance(i, slice) else found

    def __delitem__(self, i):
        del self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __add__(self, other):
        theirs = _list_of(other)
        return type(self)(self.data + (theirs if isinstance(theirs, list) else list(theirs)))

    def __radd__(self, other):
        theirs = _list_of(other)
        return type(self)((theirs if isinstance(theirs, list) else list(theirs)) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __iadd__(self, other):
        self.data += _list_of(other)
        return self

    def extend(self, other):
        self.data.extend(_list_of(other))

    __copy__ = _shallow_copy

    def copy(self):
        return type(self)(self)

    # What only passes on to the list.

    def index(self, item, *args):
        return self.data.index(item, *args)

    def count(self, item):
        return self.data.count(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def append(self, item):
        self.data.append(item)

    def remove(self, item):
        self.data.remove(item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def clear(self):
        self.data.clear()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def reverse(self):
        self.data.reverse()


# ---------------------------------------------------------------- UserString

def _plain(x):
    # A UserString's str; anything else as it is.
    return x.data if isinstance(x, UserString) else x


def _text(x):
    return x if isinstance(x, str) else str(x)


def _compares_text(name):
    operation = getattr(_operator, name)

    def method(self, string):
        return operation(self.data, string.data if isinstance(string, UserString) else string)
    return _named(method, "UserString", name)


class UserString(abc.Sequence):
    """A string around a str in .data, for subclasses to change."""

    def __init__(self, seq):
        self.data = _text(_plain(seq))

    def __getnewargs__(self):
        return (self.data,)

    def __contains__(self, char):
        return _plain(char) in self.data

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    # --- operators

    def __add__(self, other):
        return self.__class__(self.data + _text(_plain(other)))

    def __radd__(self, other):
        return self.__class__(_text(_plain(other)) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def __mod__(self, args):
        return self.__class__(self.data % args)

    __str__, __repr__, __int__, __float__, __complex__, __hash__, __len__ = [
        _of_data("UserString", f) for f in (str, repr, int, float, complex, hash, len)]
    __eq__, __lt__, __le__, __gt__, __ge__ = map(
        _compares_text, ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"))

    # --- methods with parameters of their own

    maketrans = str.maketrans

    def translate(self, *args):
        return self.__class__(self.data.translate(*args))

    def expandtabs(self, tabsize=8):
        return self.__class__(self.data.expandtabs(tabsize))

    def zfill(self, width):
        return self.__class__(self.data.zfill(width))

    def replace(self, old, new, maxsplit=-1):
        return self.__class__(self.data.replace(_plain(old), _plain(new), maxsplit))

    def removesuffix(self, suffix, /):
        return self.__class__(self.data.removesuffix(_plain(suffix)))

    def removeprefix(self, prefix, /):
        return self.__class__(self.data.removeprefix(_plain(prefix)))

    def startswith(self, prefix, start=0, end=_sys.maxsize):
        return self.data.startswith(prefix, start, end)

    def endswith(self, suffix, start=0, end=_sys.maxsize):
        return self.data.endswith(suffix, start, end)

    def join(self, seq):
        return self.data.join(seq)

    def splitlines(self, keepends=False):
        return self.data.splitlines(keepends)

    def encode(self, encoding="utf-8", errors="strict"):
        return self.data.encode("utf-8" if encoding is None else encoding,
                                "strict" if errors is None else errors)

    def format_map(self, mapping):
        return self.data.format_map(mapping)

    def format(self, /, *args, **kwds):
        return self.data.format(*args, **kwds)

    # --- new strings of this class

    def upper(self):
        return self.__class__(self.data.upper())

    def lower(self):
        return self.__class__(self.data.lower())

    def title(self):
        return self.__class__(self.data.title())

    def swapcase(self):
        return self.__class__(self.data.swapcase())

    def casefold(self):
        return self.__class__(self.data.casefold())

    def capitalize(self):
        return self.__class__(self.data.capitalize())

    def strip(self, chars=None):
        return self.__class__(self.data.strip(_plain(chars)))

    def lstrip(self, chars=None):
        return self.__class__(self.data.lstrip(_plain(chars)))

    def rstrip(self, chars=None):
        return self.__class__(self.data.rstrip(_plain(chars)))

    def center(self, width, *args):
        return self.__class__(self.data.center(width, *args))

    def rjust(self, width, *args):
        return self.__class__(self.data.rjust(width, *args))

    def ljust(self, width, *args):
        return self.__class__(self.data.ljust(width, *args))

    # --- questions, searches and parts

    def isupper(self):
        return self.data.isupper()

    def islower(self):
        return self.data.islower()

    def istitle(self):
        return self.data.istitle()

    def isspace(self):
        return self.data.isspace()

    def isprintable(self):
        return self.data.isprintable()

    def isascii(self):
        return self.data.isascii()

    def isalnum(self):
        return self.data.isalnum()

    def isalpha(self):
        return self.data.isalpha()

    def isnumeric(self):
        return self.data.isnumeric()

    def isdigit(self):
        return self.data.isdigit()

    def isdecimal(self):
        return self.data.isdecimal()

    def isidentifier(self):
        return self.data.isidentifier()

    def find(self, sub, start=0, end=_sys.maxsize):
        return self.data.find(_plain(sub), start, end)

    def rfind(self, sub, start=0, end=_sys.maxsize):
        return self.data.rfind(_plain(sub), start, end)

    def index(self, sub, start=0, end=_sys.maxsize):
        return self.data.index(_plain(sub), start, end)

    def rindex(self, sub, start=0, end=_sys.maxsize):
        return self.data.rindex(_plain(sub), start, end)

    def count(self, sub, start=0, end=_sys.maxsize):
        return self.data.count(_plain(sub), start, end)

    def split(self, sep=None, maxsplit=-1):
        return self.data.split(_plain(sep), maxsplit)

    def rsplit(self, sep=None, maxsplit=-1):
        return self.data.rsplit(_plain(sep), maxsplit)

    def partition(self, sep):
        return self.data.partition(_plain(sep))

    def rpartition(self, sep):
        return self.data.rpartition(_plain(sep))


# ---------------------------------------------------------------- ChainMap

def _not_in_first(key):
    return KeyError(f"Key not found in the first mapping: {key!r}")


class ChainMap(abc.MutableMapping):
    """Several mappings seen as one: look-ups search them in order, writes go to the first."""

    def __init__(self, *maps):
        self.maps = [*maps] if maps else [{}]

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        """A ChainMap over one new dict with the keys of an iterable, all with one value."""
        return cls(dict.fromkeys(iterable, value))

    @property
    def parents(self):
        """A ChainMap without the first map."""
        _, *others = self.maps
        return type(self)(*others)

    def new_child(self, m=None, **kwargs):
        """A ChainMap with one more map in front; the keywords are put in it."""
        front = kwargs if m is None else m
        if front is not kwargs and kwargs:
            front.update(kwargs)
        return type(self)(front, *self.maps)

    def copy(self):
        """A ChainMap over a copy of the first map and the same other maps."""
        first, *others = self.maps
        return type(self)(first.copy(), *others)

    __copy__ = copy

    @_recursive_repr()
    def __repr__(self):
        shown = ", ".join(map(repr, self.maps))
        return f"{type(self).__name__}({shown})"

    # --- looking up, in all maps

    def __getitem__(self, key):
        for level in self.maps:
            try:
                return level[key]    # not `in` first: a defaultdict has every key
            except KeyError:
                continue
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __contains__(self, key):
        for level in self.maps:
            if key in level:
                return True
        return False

    def get(self, key, default=None):
        if key not in self:
            return default
        return self[key]

    def __bool__(self):
        for level in self.maps:
            if level:
                return True
        return False

    def __len__(self):
        return len({key for level in self.maps for key in level})

    def __iter__(self):
        # The order of a dict updated with the last map first; values are not read.
        ordered = {}
        for level in self.maps[::-1]:
            ordered |= dict.fromkeys(level)
        return iter(ordered)

    # --- changing, only the first map

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        first = self.maps[0]
        try:
            del first[key]
        except KeyError:
            raise _not_in_first(key)

    def pop(self, key, *args):
        """Remove a key of the first map and return its value; KeyError if missing there."""
        first = self.maps[0]
        try:
            return first.pop(key, *args)
        except KeyError:
            raise _not_in_first(key)

    def popitem(self):
        """Remove and return a pair of the first map; KeyError if it is empty."""
        first = self.maps[0]
        try:
            return first.popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def clear(self):
        """Empty the first map."""
        self.maps[0].clear()

    def __ior__(self, other):
        first = self.maps[0]
        first.update(other)
        return self

    def __or__(self, other):
        if isinstance(other, abc.Mapping):
            merged = self.copy()
            merged |= other
            return merged
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, abc.Mapping):
            merged = {}
            for level in (other, *self.maps[::-1]):
                merged.update(level)
            return type(self)(merged)
        return NotImplemented


# ---------------------------------------------------------------- Counter

def _count_elements(mapping, iterable):
    """Add one to the mapping's count of each element."""
    so_far = mapping.get
    for each in iterable:
        mapping[each] = 1 + so_far(each, 0)


def _multiset_operator(name, rule, doc):
    # The counter of what is positive of rule(mine, theirs), in the order first met.
    def method(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        theirs = other.get
        for elem, count in self.items():
            count = rule(count, theirs(elem, 0))
            if count > 0:
                result[elem] = count
        for elem, count in other.items():
            if elem not in self:
                count = rule(0, count)
                if count > 0:
                    result[elem] = count
        return result
    return _named(method, "Counter", name, doc)


def _multiset_update(name, rule, doc):
    # The same in place.
    def method(self, other):
        mine = self.get
        for elem, count in other.items():
            self[elem] = rule(mine(elem, 0), count)
        return self._keep_positive()
    return _named(method, "Counter", name, doc)


def _multiset_comparison(name, rule):
    # Whether the rule holds for every element; a missing element counts zero.
    def method(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return (all(rule(count, other[elem]) for elem, count in self.items())
                and all(rule(self[elem], count) for elem, count in other.items()))
    return _named(method, "Counter", name)


def _positive_counts(pairs):
    result = Counter()
    for elem, count in pairs:
        if count > 0:
            result[elem] = count
    return result


_second = _operator.itemgetter(1)


class Counter(dict):
    """A dict of counts: elements are the keys, how often each was seen the values.

    >>> seen = Counter('abracadabra')
    >>> seen.most_common(2)
    [('a', 5), ('b', 2)]
    >>> seen['a'], seen['z'], seen.total()
    (5, 0, 11)
    """

    def __init__(self, iterable=None, /, **kwds):
        """Count the elements of an iterable, or take counts from a mapping or keywords.

        >>> Counter('noon')
        Counter({'n': 2, 'o': 2})
        >>> Counter({'red': 4}, blue=1)
        Counter({'red': 4, 'blue': 1})
        """
        super().__init__()
        self.update(iterable, **kwds)

    def __delitem__(self, elem):
        """Forget an element; not an error if it was never counted."""
        if elem in self:
            super().__delitem__(elem)

    def __missing__(self, key):
        """The count of what was never seen is zero."""
        return 0

    def subtract(self, iterable=None, /, **kwds):
        """Subtract counts; they may become zero or negative.

        >>> seen = Counter('tee')
        >>> seen.subtract('tea'); seen.subtract(e=4)
        >>> seen['e'], seen['t'], seen['a']
        (-3, 0, -1)
        """
        so_far = self.get
        if isinstance(iterable, abc.Mapping):
            for elem, less in iterable.items():
                self[elem] = so_far(elem, 0) - less
        elif iterable is not None:
            for elem in iterable:
                self[elem] = so_far(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def update(self, iterable=None, /, **kwds):
        """Add counts, rather than replacing them as dict.update would.

        >>> seen = Counter('tea')
        >>> seen.update('eat'); seen.update({'e': 3}, t=1)
        >>> seen['e'], seen['t'], seen['a']
        (5, 3, 2)
        """
        if isinstance(iterable, abc.Mapping):
            if not self:
                super().update(iterable)
            else:
                so_far = self.get
                for elem, more in iterable.items():
                    self[elem] = more + so_far(elem, 0)
        elif iterable is not None:
            _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    @classmethod
    def fromkeys(cls, iterable, v=None):
        """Not defined: Counter(iterable) already counts, and every count v is rarely meant."""
        raise NotImplementedError(
            "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def elements(self):
        """An iterator over elements, each as often as its count.

        >>> list(Counter(x=2, y=0, z=1).elements())
        ['x', 'x', 'z']
        """
        from itertools import chain, repeat
        return chain.from_iterable(map(repeat, self.keys(), self.values()))

    def most_common(self, n=None):
        """The n most common (element, count) pairs, most common first; all if n is None.

        >>> Counter('mississippi').most_common(2)
        [('i', 4), ('s', 4)]
        """
        pairs = self.items()
        if n is None:
            return sorted(pairs, key=_second, reverse=True)
        if n == 1 and pairs:
            return [max(pairs, key=_second)]
        from heapq import nlargest
        return nlargest(n, pairs, key=_second)

    def copy(self):
        """A shallow copy."""
        return type(self)(self)

    def __reduce__(self):
        return type(self), (dict(self),)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:    # counts that do not compare
            shown = dict(self)
        return f"{type(self).__name__}({shown!r})"

    # --- comparing, as multisets

    __eq__ = _multiset_comparison("__eq__", _operator.eq)
    __le__ = _multiset_comparison("__le__", _operator.le)
    __ge__ = _multiset_comparison("__ge__", _operator.ge)

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, Counter) else NotImplemented

    def __gt__(self, other):
        return self >= other and self != other if isinstance(other, Counter) else NotImplemented

    # --- arithmetic: only positive counts are kept

    __add__ = _multiset_operator("__add__", _operator.add, """The sum of the counts.

        >>> Counter('aab') + Counter('bc')
        Counter({'a': 2, 'b': 2, 'c': 1})
        """)
    __sub__ = _multiset_operator("__sub__", _operator.sub, """The difference of the counts.

        >>> Counter('aabc') - Counter('abb')
        Counter({'a': 1, 'c': 1})
        """)
    __or__ = _multiset_operator("__or__", max, """The union: the greater of both counts.

        >>> Counter('aab') | Counter('abbb')
        Counter({'b': 3, 'a': 2})
        """)
    __iadd__ = _multiset_update("__iadd__", _operator.add, """Add counts in place.

        >>> seen = Counter('noon')
        >>> seen += Counter('on')
        >>> seen
        Counter({'n': 3, 'o': 3})
        """)
    __isub__ = _multiset_update("__isub__", _operator.sub, """Subtract counts in place.

        >>> seen = Counter('noon')
        >>> seen -= Counter('ooh')
        >>> seen
        Counter({'n': 2})
        """)
    __ior__ = _multiset_update("__ior__", max, """Take the greater of both counts in place.

        >>> seen = Counter('noon')
        >>> seen |= Counter('ooo')
        >>> seen
        Counter({'o': 3, 'n': 2})
        """)

    def __and__(self, other):
        """The intersection: the lesser of both counts.

        >>> Counter('aab') & Counter('abbb')
        Counter({'a': 1, 'b': 1})
        """
        if isinstance(other, Counter):
            theirs, both = other.get, Counter()
            for elem, count in self.items():
                least = min(count, theirs(elem, 0))
                if least > 0:
                    both[elem] = least
            return both
        return NotImplemented

    def __iand__(self, other):
        """Take the lesser of both counts in place.

        >>> seen = Counter('noon')
        >>> seen &= Counter('ooo')
        >>> seen
        Counter({'o': 2})
        """
        for elem, count in self.items():
            self[elem] = min(count, other[elem])
        return self._keep_positive()

    def __pos__(self):
        """Only the positive counts."""
        return _positive_counts(self.items())

    def __neg__(self):
        """The negative counts, turned positive."""
        return _positive_counts((elem, 0 - count) for elem, count in self.items())

    def _keep_positive(self):
        """Forget the other counts; return self."""
        gone = [elem for elem, count in self.items() if not count > 0]
        for elem in gone:
            del self[elem]
        return self


# ---------------------------------------------------------------- OrderedDict

_EDGE = object()    # the key before the first one
_END = object()     # what follows the last link


class _Link:
    # A key, the link after it and the key before it.  A key rather than a link: so the chain
    # has no reference cycle and goes when its dict goes.
    __slots__ = "key", "after", "before"


class _Order:
    """Keys in an order: a chain of links, each found by its key, from the one of _EDGE on."""

    __slots__ = "links", "edge", "last"

    def __init__(self):
        self.edge = self.last = edge = _Link()
        edge.key, edge.after = _EDGE, _END
        self.links = {_EDGE: edge}

    def put(self, link, spot):
        """Chain a link in after another one."""
        link.before, link.after = spot.key, spot.after
        if link.after is _END:
            self.last = link
        else:
            link.after.before = link.key
        spot.after = link

    def take(self, link):
        """Take a link out of the chain.  An iterator that stands on it has nowhere to go."""
        spot = self.links[link.before]
        spot.after = link.after
        if link.after is _END:
            self.last = spot
        else:
            link.after.before = link.before
        link.after = None

    def append(self, key):
        link = self.links[key] = _Link()
        link.key = key
        self.put(link, self.last)

    def forwards(self):
        link = self.edge.after
        while link is not _END:
            yield link.key
            link = link.after

    def backwards(self):
        link = self.last
        while link is not self.edge:
            yield link.key
            link = self.links[link.before]


class _OrderedKeys(abc.KeysView):
    def __reversed__(self):
        return reversed(self._mapping)


class _OrderedItems(abc.ItemsView):
    def __reversed__(self):
        owner = self._mapping
        return ((key, owner[key]) for key in reversed(owner))


class _OrderedValues(abc.ValuesView):
    def __reversed__(self):
        owner = self._mapping
        return (owner[key] for key in reversed(owner))


class OrderedDict(dict):
    """A dict that remembers insertion order and can reorder its keys."""

    # The values live in the dict itself, the order in __order.

    def __new__(cls, /, *args, **kwds):
        self = dict.__new__(cls)
        self.__order = _Order()
        return self

    def __init__(self, other=(), /, **kwds):
        """Take a mapping or iterable of pairs, and keywords, as dict does."""
        self.__fill(other, **kwds)

    update = __fill = abc.MutableMapping.update

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A new one with the keys of an iterable, all with one value."""
        filled = cls()
        for each in iterable:
            filled[each] = value
        return filled

    def copy(self):
        """A shallow copy."""
        return type(self)(self)

    def __reduce__(self):
        state = self.__getstate__()
        attributes, slots = state if isinstance(state, tuple) else (state, None)
        if attributes:
            # What every instance has anyway is not part of the pickled state.
            usual = vars(OrderedDict()).keys()
            attributes = {k: v for k, v in attributes.items() if k not in usual} or None
        state = (attributes, slots) if slots else attributes
        return type(self), (), state, None, iter(self.items())

    def __sizeof__(self):
        order = self.__order
        parts = [vars(self), order, order.links, order.links]
        return sum(map(_sys.getsizeof, parts)) + len(order.links) * _sys.getsizeof(order.edge)

    @_recursive_repr()
    def __repr__(self):
        shown = repr(dict(self.items())) if self else ""
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other):
        same = dict.__eq__(self, other)
        if same is True and isinstance(other, OrderedDict):
            same = all(map(_operator.eq, self, other))
        return same

    def __ne__(self, other):
        same = self == other
        return same if same is NotImplemented else not same

    # --- in order

    def __iter__(self):
        return self.__order.forwards()

    def __reversed__(self):
        return self.__order.backwards()

    def values(self):
        """A view of the values."""
        return _OrderedValues(self)

    def items(self):
        """A set-like view of the items."""
        return _OrderedItems(self)

    def keys(self):
        """A set-like view of the keys."""
        return _OrderedKeys(self)

    # --- changing

    def __setitem__(self, key, value):
        if key not in self:
            self.__order.append(key)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        order = self.__order
        order.take(order.links.pop(key))

    def setdefault(self, key, default=None):
        """Return the key's value, setting it to the default if it is missing."""
        if key not in self:
            self[key] = default
            return default
        return self[key]

    def pop(self, key, default=_END):
        """Remove a key and return its value, or the default; without one, KeyError."""
        taken = dict.pop(self, key, _END)
        if taken is _END:
            if default is _END:
                raise KeyError(key)
            return default
        order = self.__order
        if key in order.links:
            order.take(order.links.pop(key))
        return taken

    def popitem(self, last=True):
        """Remove and return the last (or first) pair; KeyError if empty."""
        if not self:
            raise KeyError("dictionary is empty")
        order = self.__order
        key = (order.last if last else order.edge.after).key
        order.take(order.links.pop(key))
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Move an existing key to the end (or the beginning); KeyError if missing."""
        order = self.__order
        link = order.links[key]
        order.take(link)
        order.put(link, order.last if last else order.edge)

    def clear(self):
        """Remove all items."""
        for link in self.__order.links.values():
            link.after = None
        self.__order = _Order()
        dict.clear(self)

    def __ior__(self, other):
        self.update(other)
        return self

    def __merged(self, first, second):
        merged = type(self)(first)
        merged.update(second)
        return merged

    def __or__(self, other):
        return self.__merged(self, other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        return self.__merged(other, self) if isinstance(other, dict) else NotImplemented


# ---------------------------------------------------------------- what is native

def _tuplegetter(index, doc):
    """The property of one field of a named tuple."""
    return property(_operator.itemgetter(index), doc=doc)


try:
    import _collections as _native
except ImportError:
    _native = None      # blocked

for _name in ("deque", "_deque_iterator", "defaultdict", "OrderedDict", "_count_elements",
              "_tuplegetter"):
    if hasattr(_native, _name):
        globals()[_name] = getattr(_native, _name)
if hasattr(_native, "deque"):
    abc.MutableSequence.register(deque)
del _name


# ---------------------------------------------------------------- namedtuple

def _check_identifier(name, is_keyword):
    # What the name of the type and those of the fields must be alike.
    if type(name) is not str:
        raise TypeError("Type names and field names must be strings")
    if not name.isidentifier():
        raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
    if is_keyword(name):
        raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")


def _checked_names(typename, given, rename):
    # The names of the fields as a tuple of interned strings; rename replaces bad ones.
    from keyword import iskeyword
    given = given.replace(",", " ").split() if isinstance(given, str) else map(str, given)
    names = []
    for position, name in enumerate(map(_sys.intern, given)):
        if rename and (name in names or name[:1] == "_" or iskeyword(name)
                       or not name.isidentifier()):
            name = f"_{position}"
        names.append(name)
    for name in (typename, *names):
        _check_identifier(name, iskeyword)
    met = set()
    for name in names:
        if name[0] == "_" and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in met:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        met.add(name)
    return tuple(names)


def _constructor(typename, names):
    # Compiled, so that a call binds its arguments at full speed.
    params = "".join([name + ", " for name in names])
    scope = {"__builtins__": {}, "__name__": f"namedtuple_{typename}", "_new": tuple.__new__}
    exec(f"def __new__(_cls, {params}): return _new(_cls, ({params}))", scope)
    return scope["__new__"]


def _tuple_methods(typename, names):
    # The functions that every named tuple class has, by name.
    size, template = len(names), ", ".join([name + "=%r" for name in names])
    make, length, mapping, pair = tuple.__new__, len, dict, zip

    def _make(cls, iterable):
        made = make(cls, iterable)
        if length(made) == size:
            return made
        raise TypeError(f"Expected {size} arguments, got {length(made)}")

    def _replace(self, /, **kwds):
        values = [kwds.pop(name, old) for name, old in pair(names, self)]
        if not kwds:
            return self._make(values)
        raise TypeError(f"Got unexpected field names: {[*kwds]!r}")

    def __repr__(self):
        """The name of the class and the fields, as a call would give them."""
        return f"{self.__class__.__name__}({template % self})"

    def _asdict(self):
        """A new dict of the fields' names and values."""
        return mapping(pair(self._fields, self))

    def __getnewargs__(self):
        """The plain tuple, for copy and pickle."""
        return make(tuple, self)

    _make.__doc__ = f"Make a new {typename} of the elements of an iterable."
    _replace.__doc__ = f"A new {typename} with new values for the fields named."
    return {f.__name__: f for f in (_make, _replace, __repr__, _asdict, __getnewargs__)}


def _calling_module():
    # The name of the module that called our caller, if frames are to be had.
    try:
        return _sys._getframemodulename(2) or "__main__"
    except AttributeError:
        pass
    try:
        return _sys._getframe(2).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return None


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Return a new tuple subclass whose items can also be had by name.

    >>> Place = namedtuple('Place', 'row column', defaults=[0])
    >>> here = Place(7)
    >>> here.row, here[1], here._replace(column=2)
    (7, 0, Place(row=7, column=2))
    """
    typename = _sys.intern(str(typename))
    names = _checked_names(typename, field_names, rename)
    create = _constructor(typename, names)
    create.__doc__ = f"Create new instance of {typename}({', '.join(names)})"
    by_name = {}
    if defaults is not None:
        create.__defaults__ = defaults = tuple(defaults)
        if len(defaults) > len(names):
            raise TypeError("Got more default values than field names")
        by_name = dict(zip(names[len(names) - len(defaults):], defaults))

    namespace = {"__new__": create, **_tuple_methods(typename, names)}
    for name, method in namespace.items():
        method.__qualname__ = f"{typename}.{name}"
    namespace.update(
        __doc__=f"{typename}({', '.join(names)})", __slots__=(), __match_args__=names,
        _fields=names, _field_defaults=by_name,
        _make=classmethod(namespace["_make"]), __replace__=namespace["_replace"])
    for position, name in enumerate(names):
        doc = _sys.intern(f"Alias for field number {position}")
        namespace[name] = _tuplegetter(position, doc)
    made = type(typename, (tuple,), namespace)

    # The class belongs to the module that asked for it, so that it pickles.
    if module is None:
        module = _calling_module()
    if module is not None:
        made.__module__ = module
    return made
