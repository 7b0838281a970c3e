# collections: container types beyond dict, list, set and tuple.
# deque, defaultdict, OrderedDict and the counting loop are native (_collections); the pure
# Python OrderedDict and loop below serve a runtime (or a test) that has them blocked.

import _collections_abc
import sys as _sys

from _weakref import proxy as _proxy
from keyword import iskeyword as _iskeyword
from operator import eq as _eq, itemgetter as _itemgetter
from reprlib import recursive_repr as _recursive_repr

# collections.abc is there without an import of its own.
abc = _sys.modules["collections.abc"] = _collections_abc

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString",
    "defaultdict", "deque", "namedtuple",
]

try:
    from _collections import deque
except ImportError:
    pass
else:
    _collections_abc.MutableSequence.register(deque)

try:
    from _collections import _deque_iterator
except ImportError:
    pass

try:
    from _collections import defaultdict
except ImportError:
    pass


# ---------------------------------------------------------------- OrderedDict

class _OrderedDictKeysView(_collections_abc.KeysView):
    def __reversed__(self):
        yield from reversed(self._mapping)


class _OrderedDictItemsView(_collections_abc.ItemsView):
    def __reversed__(self):
        for key in reversed(self._mapping):
            yield key, self._mapping[key]


class _OrderedDictValuesView(_collections_abc.ValuesView):
    def __reversed__(self):
        for key in reversed(self._mapping):
            yield self._mapping[key]


class _Node:
    # One key in the ring.  Forward links own, backward links are weak, so that dropping
    # the dict frees the ring without a cycle collection.
    __slots__ = "before", "after", "key", "__weakref__"


_absent = object()


class OrderedDict(dict):
    """A dict that remembers insertion order and can reorder its keys."""

    # The values live in the dict itself.  The order lives in a ring of nodes around a
    # sentinel, found by key through __nodes.

    def __new__(cls, /, *args, **kwds):
        self = dict.__new__(cls)
        self.__guard = guard = _Node()
        self.__ring = ring = _proxy(guard)
        ring.before = ring.after = ring
        self.__nodes = {}
        return self

    def __init__(self, other=(), /, **kwds):
        """Take a mapping or iterable of pairs, and keywords, as dict does."""
        self.__update(other, **kwds)

    def __setitem__(self, key, value):
        if key not in self:
            node = _Node()
            ring = self.__ring
            last = ring.before
            node.before, node.after, node.key = last, ring, key
            self.__nodes[key] = node
            last.after = node
            ring.before = _proxy(node)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        self.__unlink(self.__nodes.pop(key))

    def __unlink(self, node):
        before, after = node.before, node.after
        before.after = after
        after.before = before
        node.before = node.after = None

    def __iter__(self):
        ring = self.__ring
        node = ring.after
        while node is not ring:
            yield node.key
            node = node.after

    def __reversed__(self):
        ring = self.__ring
        node = ring.before
        while node is not ring:
            yield node.key
            node = node.before

    def clear(self):
        """Remove all items."""
        ring = self.__ring
        for node in self.__nodes.values():
            node.before = node.after = None
        ring.before = ring.after = ring
        self.__nodes.clear()
        dict.clear(self)

    def popitem(self, last=True):
        """Remove and return the last (or first) pair; KeyError if empty."""
        if not self:
            raise KeyError("dictionary is empty")
        ring = self.__ring
        node = ring.before if last else ring.after
        key = node.key
        node = self.__nodes.pop(key)
        self.__unlink(node)
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Move an existing key to the end (or the beginning); KeyError if missing."""
        node = self.__nodes[key]
        ring = self.__ring
        weak = _proxy(node)
        before, after = node.before, node.after
        before.after = after
        after.before = before
        if last:
            tail = ring.before
            node.before, node.after = tail, ring
            tail.after = node
            ring.before = weak
        else:
            head = ring.after
            node.before, node.after = ring, head
            head.before = weak
            ring.after = node

    def __sizeof__(self):
        size = _sys.getsizeof
        n = len(self) + 1
        total = size(self.__dict__) + 2 * size(self.__nodes)
        return total + n * (size(self.__guard) + size(self.__ring))

    update = __update = _collections_abc.MutableMapping.update

    def keys(self):
        """A set-like view of the keys."""
        return _OrderedDictKeysView(self)

    def items(self):
        """A set-like view of the items."""
        return _OrderedDictItemsView(self)

    def values(self):
        """A view of the values."""
        return _OrderedDictValuesView(self)

    __ne__ = _collections_abc.MutableMapping.__ne__

    def pop(self, key, default=_absent):
        """Remove a key and return its value, or the default; without one, KeyError."""
        value = dict.pop(self, key, _absent)
        if value is not _absent:
            node = self.__nodes.pop(key, None)
            if node is not None:
                self.__unlink(node)
            return value
        if default is _absent:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        """Return the key's value, setting it to the default if it is missing."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    @_recursive_repr()
    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        return f"{self.__class__.__name__}({dict(self.items())!r})"

    def __reduce__(self):
        state = self.__getstate__()
        slots = None
        if isinstance(state, tuple):
            state, slots = state
        if isinstance(state, dict):
            # What every instance has anyway is not part of the pickled state.
            own = vars(OrderedDict())
            state = {k: v for k, v in state.items() if k not in own} or None
        if slots:
            state = state, slots
        return self.__class__, (), state, None, iter(self.items())

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A new one with the keys of an iterable, all with one value."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(_eq, self, other))
        return dict.__eq__(self, other)

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new


try:
    from _collections import OrderedDict
except ImportError:
    pass


# ---------------------------------------------------------------- namedtuple

try:
    from _collections import _tuplegetter
except ImportError:
    def _tuplegetter(index, doc):
        return property(_itemgetter(index), doc=doc)


def _field_names(typename, names, rename):
    # The checked list of field names, as strings.
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    names = [str(name) for name in names]
    if rename:
        seen = set()
        for i, name in enumerate(names):
            if (not name.isidentifier() or _iskeyword(name)
                    or name.startswith("_") or name in seen):
                names[i] = f"_{i}"
            seen.add(name)
    for name in [typename, *names]:
        if type(name) is not str:
            raise TypeError("Type names and field names must be strings")
        if not name.isidentifier():
            raise ValueError("Type names and field names must be valid "
                             f"identifiers: {name!r}")
        if _iskeyword(name):
            raise ValueError("Type names and field names cannot be a "
                             f"keyword: {name!r}")
    seen = set()
    for name in names:
        if name.startswith("_") and not rename:
            raise ValueError("Field names cannot start with an underscore: "
                             f"{name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    return names


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Return a new tuple subclass whose items can also be had by name.

    >>> Point = namedtuple('Point', ['x', 'y'])
    >>> p = Point(11, y=22)
    >>> p.x + p[1]
    33
    >>> p._replace(x=100)
    Point(x=100, y=22)
    """
    intern = _sys.intern
    typename = intern(str(typename))
    names = tuple(map(intern, _field_names(typename, field_names, rename)))
    n = len(names)
    by_name = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > n:
            raise TypeError("Got more default values than field names")
        if defaults:
            by_name = dict(zip(names[n - len(defaults):], defaults))

    arg_list = ", ".join(names)
    repr_fmt = "(" + ", ".join([f"{name}=%r" for name in names]) + ")"
    tuple_new = tuple.__new__
    make_tuple, fill_dict, length = tuple_new, dict, len

    # Compiled, so that a call binds its arguments at full speed.
    params = f"{arg_list}, " if names else ""
    new_ns = {"_tuple_new": tuple_new, "__builtins__": {},
              "__name__": f"namedtuple_{typename}"}
    __new__ = eval(f"lambda _cls, {params[:-2]}: _tuple_new(_cls, ({params}))", new_ns)
    __new__.__name__ = "__new__"
    __new__.__doc__ = f"Create new instance of {typename}({arg_list})"
    if defaults is not None:
        __new__.__defaults__ = defaults

    @classmethod
    def _make(cls, iterable):
        result = make_tuple(cls, iterable)
        if length(result) != n:
            raise TypeError(f"Expected {n} arguments, got {length(result)}")
        return result

    _make.__func__.__doc__ = (f"Make a new {typename} object from a sequence "
                              "or iterable")

    def _replace(self, /, **kwds):
        pop = kwds.pop
        result = self._make([pop(name, value) for name, value in zip(names, self)])
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    _replace.__doc__ = (f"Return a new {typename} object replacing specified "
                        "fields with new values")

    def __repr__(self):
        """Return a nicely formatted representation string"""
        return self.__class__.__name__ + repr_fmt % self

    def _asdict(self):
        """Return a new dict which maps field names to their values."""
        return fill_dict(zip(self._fields, self))

    def __getnewargs__(self):
        """Return self as a plain tuple.  Used by copy and pickle."""
        return make_tuple(tuple, self)

    methods = (__new__, _make.__func__, _replace, __repr__, _asdict, __getnewargs__)
    for method in methods:
        method.__qualname__ = f"{typename}.{method.__name__}"

    namespace = {
        "__doc__": f"{typename}({arg_list})",
        "__slots__": (),
        "_fields": names,
        "_field_defaults": by_name,
        "__new__": __new__,
        "_make": _make,
        "__replace__": _replace,
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": names,
    }
    for i, name in enumerate(names):
        namespace[name] = _tuplegetter(i, intern(f"Alias for field number {i}"))
    cls = type(typename, (tuple,), namespace)

    # The class belongs to the module that asked for it, so that it pickles.
    if module is None:
        try:
            module = _sys._getframemodulename(1) or "__main__"
        except AttributeError:
            try:
                module = _sys._getframe(1).f_globals.get("__name__", "__main__")
            except (AttributeError, ValueError):
                pass
    if module is not None:
        cls.__module__ = module
    return cls


# ---------------------------------------------------------------- Counter

def _count_elements(mapping, iterable):
    """Add one to the mapping's count of each element."""
    get = mapping.get
    for elem in iterable:
        mapping[elem] = get(elem, 0) + 1


try:
    from _collections import _count_elements
except ImportError:
    pass


class Counter(dict):
    """A dict of counts: elements are the keys, how often each was seen the values.

    >>> c = Counter('abracadabra')
    >>> c.most_common(3)
    [('a', 5), ('b', 2), ('r', 2)]
    >>> c['a'], c['z']
    (5, 0)
    >>> sorted(c)
    ['a', 'b', 'c', 'd', 'r']
    >>> c.total()
    11
    """

    def __init__(self, iterable=None, /, **kwds):
        """Count the elements of an iterable, or take counts from a mapping or keywords.

        >>> Counter('noon')
        Counter({'n': 2, 'o': 2})
        >>> Counter({'red': 4}, blue=1)
        Counter({'red': 4, 'blue': 1})
        >>> Counter()
        Counter()
        """
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        """The count of what was never seen is zero."""
        return 0

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The n most common (element, count) pairs, most common first; all if n is None.

        >>> Counter('mississippi').most_common(2)
        [('i', 4), ('s', 4)]
        """
        items = self.items()
        if n is None:
            return sorted(items, key=_itemgetter(1), reverse=True)
        if n == 1:
            return [max(items, key=_itemgetter(1))] if items else []
        import heapq
        return heapq.nlargest(n, items, key=_itemgetter(1))

    def elements(self):
        """An iterator over elements, each as often as its count.

        >>> list(Counter(x=2, y=0, z=1).elements())
        ['x', 'x', 'z']
        """
        from itertools import chain, repeat, starmap
        return chain.from_iterable(starmap(repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        # Not defined: Counter(iterable) already counts, and every count v is rarely meant.
        raise NotImplementedError(
            "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Add counts, rather than replacing them as dict.update would.

        >>> c = Counter('tea')
        >>> c.update('eat'); c.update({'e': 3}, t=1)
        >>> c['e'], c['t'], c['a']
        (5, 3, 2)
        """
        if iterable is not None:
            if isinstance(iterable, _collections_abc.Mapping):
                if self:
                    get = self.get
                    for elem, count in iterable.items():
                        self[elem] = count + get(elem, 0)
                else:
                    super().update(iterable)
            else:
                _count_elements(self, iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Subtract counts; they may become zero or negative.

        >>> c = Counter('tee')
        >>> c.subtract('tea'); c.subtract(e=4)
        >>> c['e'], c['t'], c['a']
        (-3, 0, -1)
        """
        if iterable is not None:
            get = self.get
            if isinstance(iterable, _collections_abc.Mapping):
                for elem, count in iterable.items():
                    self[elem] = get(elem, 0) - count
            else:
                for elem in iterable:
                    self[elem] = get(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, elem):
        """Forget an element; not an error if it was never counted."""
        if elem in self:
            super().__delitem__(elem)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            d = dict(self.most_common())
        except TypeError:
            # Counts that do not compare.
            d = dict(self)
        return f"{self.__class__.__name__}({d!r})"

    # Multiset comparisons: a missing element counts zero.

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return (all(n == other[e] for e, n in self.items())
                and all(self[e] == n for e, n in other.items()))

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return (all(n <= other[e] for e, n in self.items())
                and all(self[e] <= n for e, n in other.items()))

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self and self != other

    # Multiset arithmetic: only positive counts are kept, in the order first met.

    def __positive(self, pairs):
        result = Counter()
        for elem, count in pairs:
            if count > 0:
                result[elem] = count
        return result

    def __add__(self, other):
        """Add the counts of two counters.

        >>> Counter('aab') + Counter('bc')
        Counter({'a': 2, 'b': 2, 'c': 1})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        result = self.__positive([(e, n + other[e]) for e, n in self.items()])
        for elem, count in other.items():
            if elem not in self and count > 0:
                result[elem] = count
        return result

    def __sub__(self, other):
        """Subtract counts, keeping only what stays positive.

        >>> Counter('aabc') - Counter('abb')
        Counter({'a': 1, 'c': 1})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        result = self.__positive([(e, n - other[e]) for e, n in self.items()])
        for elem, count in other.items():
            if elem not in self and count < 0:
                result[elem] = 0 - count
        return result

    def __or__(self, other):
        """The union: the greater of both counts.

        >>> Counter('aab') | Counter('abbb')
        Counter({'b': 3, 'a': 2})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for elem, count in self.items():
            theirs = other[elem]
            if count < theirs:
                count = theirs
            if count > 0:
                result[elem] = count
        for elem, count in other.items():
            if elem not in self and count > 0:
                result[elem] = count
        return result

    def __and__(self, other):
        """The intersection: the lesser of both counts.

        >>> Counter('aab') & Counter('abbb')
        Counter({'a': 1, 'b': 1})
        """
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for elem, count in self.items():
            theirs = other[elem]
            if theirs < count:
                count = theirs
            if count > 0:
                result[elem] = count
        return result

    def __pos__(self):
        """Only the positive counts."""
        return self.__positive(self.items())

    def __neg__(self):
        """The negative counts, turned positive."""
        return self.__positive([(e, 0 - n) for e, n in self.items()])

    def __keep_positive(self):
        for elem in [e for e, n in self.items() if not n > 0]:
            del self[elem]
        return self

    def __iadd__(self, other):
        """Add counts in place, keeping only positive ones.

        >>> c = Counter('aab')
        >>> c += Counter('bc')
        >>> c
        Counter({'a': 2, 'b': 2, 'c': 1})
        """
        for elem, count in other.items():
            self[elem] += count
        return self.__keep_positive()

    def __isub__(self, other):
        """Subtract counts in place, keeping only positive ones.

        >>> c = Counter('aabc')
        >>> c -= Counter('abb')
        >>> c
        Counter({'a': 1, 'c': 1})
        """
        for elem, count in other.items():
            self[elem] -= count
        return self.__keep_positive()

    def __ior__(self, other):
        """Take the greater of both counts in place.

        >>> c = Counter('aab')
        >>> c |= Counter('abbb')
        >>> c
        Counter({'b': 3, 'a': 2})
        """
        for elem, count in other.items():
            if count > self[elem]:
                self[elem] = count
        return self.__keep_positive()

    def __iand__(self, other):
        """Take the lesser of both counts in place.

        >>> c = Counter('aab')
        >>> c &= Counter('abbb')
        >>> c
        Counter({'a': 1, 'b': 1})
        """
        for elem, count in self.items():
            theirs = other[elem]
            if theirs < count:
                self[elem] = theirs
        return self.__keep_positive()


# ---------------------------------------------------------------- ChainMap

class ChainMap(_collections_abc.MutableMapping):
    """Several mappings seen as one: look-ups search them in order, writes go to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        # The order of a dict updated with the last map first, without reading values.
        order = {}
        for mapping in map(dict.fromkeys, reversed(self.maps)):
            order |= mapping
        return iter(order)

    def __contains__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def __bool__(self):
        return any(self.maps)

    @_recursive_repr()
    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        """A ChainMap over one new dict with the keys of an iterable, all with one value."""
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        """A ChainMap over a copy of the first map and the same other maps."""
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        """A ChainMap with one more map in front; the keywords are put in it."""
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        """A ChainMap without the first map."""
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        """Remove and return a pair of the first map; KeyError if it is empty."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        """Remove a key of the first map and return its value; KeyError if missing there."""
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        """Empty the first map."""
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        new = self.copy()
        new.maps[0].update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        merged = dict(other)
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return self.__class__(merged)


# ---------------------------------------------------------------- bases to subclass

class UserDict(_collections_abc.MutableMapping):
    """A mapping around a dict in .data, for subclasses to change."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        missing = getattr(self.__class__, "__missing__", None)
        if missing is not None:
            return missing(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        # Not by __getitem__: __missing__ must not make a key present.
        return key in self.data

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __repr__(self):
        return repr(self.data)

    def __or__(self, other):
        if isinstance(other, UserDict):
            other = other.data
        if isinstance(other, dict):
            return self.__class__(self.data | other)
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, UserDict):
            other = other.data
        if isinstance(other, dict):
            return self.__class__(other | self.data)
        return NotImplemented

    def __ior__(self, other):
        self.data |= other.data if isinstance(other, UserDict) else other
        return self

    def __copy__(self):
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__dict__)
        new.__dict__["data"] = self.__dict__["data"].copy()
        return new

    def copy(self):
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        import copy
        # A subclass may keep more than .data: copy the object, then refill it item by item.
        data = self.data
        try:
            self.data = {}
            new = copy.copy(self)
        finally:
            self.data = data
        new.update(self)
        return new

    @classmethod
    def fromkeys(cls, iterable, value=None):
        self = cls()
        for key in iterable:
            self[key] = value
        return self


class UserList(_collections_abc.MutableSequence):
    """A sequence around a list in .data, for subclasses to change."""

    def __init__(self, initlist=None):
        if initlist is None:
            self.data = []
        elif isinstance(initlist, UserList):
            self.data = initlist.data[:]
        else:
            self.data = list(initlist)

    def __repr__(self):
        return repr(self.data)

    def __lt__(self, other):
        return self.data < self.__cast(other)

    def __le__(self, other):
        return self.data <= self.__cast(other)

    def __eq__(self, other):
        return self.data == self.__cast(other)

    def __gt__(self, other):
        return self.data > self.__cast(other)

    def __ge__(self, other):
        return self.data >= self.__cast(other)

    def __cast(self, other):
        return other.data if isinstance(other, UserList) else other

    def __as_list(self, other):
        other = self.__cast(other)
        return other if isinstance(other, list) else list(other)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return self.__class__(self.data[i])
        return self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return self.__class__(self.data + self.__as_list(other))

    def __radd__(self, other):
        return self.__class__(self.__as_list(other) + self.data)

    def __iadd__(self, other):
        self.data += self.__cast(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __copy__(self):
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__dict__)
        new.__dict__["data"] = self.__dict__["data"][:]
        return new

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def count(self, item):
        return self.data.count(item)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def reverse(self):
        self.data.reverse()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def extend(self, other):
        self.data.extend(self.__cast(other))


def _plain(x):
    # A UserString's str; anything else as it is.
    return x.data if isinstance(x, UserString) else x


class UserString(_collections_abc.Sequence):
    """A string around a str in .data, for subclasses to change."""

    def __init__(self, seq):
        if isinstance(seq, str):
            self.data = seq
        elif isinstance(seq, UserString):
            self.data = seq.data[:]
        else:
            self.data = str(seq)

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data[:],)

    def __eq__(self, string):
        return self.data == _plain(string)

    def __lt__(self, string):
        return self.data < _plain(string)

    def __le__(self, string):
        return self.data <= _plain(string)

    def __gt__(self, string):
        return self.data > _plain(string)

    def __ge__(self, string):
        return self.data >= _plain(string)

    def __contains__(self, char):
        return _plain(char) in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        other = _plain(other)
        return self.__class__(self.data + (other if isinstance(other, str) else str(other)))

    def __radd__(self, other):
        return self.__class__((other if isinstance(other, str) else str(other)) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    # Methods that return a new string of this class.

    def capitalize(self):
        return self.__class__(self.data.capitalize())

    def casefold(self):
        return self.__class__(self.data.casefold())

    def center(self, width, *args):
        return self.__class__(self.data.center(width, *args))

    def expandtabs(self, tabsize=8):
        return self.__class__(self.data.expandtabs(tabsize))

    def ljust(self, width, *args):
        return self.__class__(self.data.ljust(width, *args))

    def lower(self):
        return self.__class__(self.data.lower())

    def lstrip(self, chars=None):
        return self.__class__(self.data.lstrip(_plain(chars)))

    def removeprefix(self, prefix, /):
        return self.__class__(self.data.removeprefix(_plain(prefix)))

    def removesuffix(self, suffix, /):
        return self.__class__(self.data.removesuffix(_plain(suffix)))

    def replace(self, old, new, maxsplit=-1):
        return self.__class__(self.data.replace(_plain(old), _plain(new), maxsplit))

    def rjust(self, width, *args):
        return self.__class__(self.data.rjust(width, *args))

    def rstrip(self, chars=None):
        return self.__class__(self.data.rstrip(_plain(chars)))

    def strip(self, chars=None):
        return self.__class__(self.data.strip(_plain(chars)))

    def swapcase(self):
        return self.__class__(self.data.swapcase())

    def title(self):
        return self.__class__(self.data.title())

    def translate(self, *args):
        return self.__class__(self.data.translate(*args))

    def upper(self):
        return self.__class__(self.data.upper())

    def zfill(self, width):
        return self.__class__(self.data.zfill(width))

    # Methods that ask, split or join.

    def count(self, sub, start=0, end=_sys.maxsize):
        return self.data.count(_plain(sub), start, end)

    def encode(self, encoding="utf-8", errors="strict"):
        encoding = "utf-8" if encoding is None else encoding
        errors = "strict" if errors is None else errors
        return self.data.encode(encoding, errors)

    def endswith(self, suffix, start=0, end=_sys.maxsize):
        return self.data.endswith(suffix, start, end)

    def find(self, sub, start=0, end=_sys.maxsize):
        return self.data.find(_plain(sub), start, end)

    def format(self, /, *args, **kwds):
        return self.data.format(*args, **kwds)

    def format_map(self, mapping):
        return self.data.format_map(mapping)

    def index(self, sub, start=0, end=_sys.maxsize):
        return self.data.index(_plain(sub), start, end)

    def isalnum(self):
        return self.data.isalnum()

    def isalpha(self):
        return self.data.isalpha()

    def isascii(self):
        return self.data.isascii()

    def isdecimal(self):
        return self.data.isdecimal()

    def isdigit(self):
        return self.data.isdigit()

    def isidentifier(self):
        return self.data.isidentifier()

    def islower(self):
        return self.data.islower()

    def isnumeric(self):
        return self.data.isnumeric()

    def isprintable(self):
        return self.data.isprintable()

    def isspace(self):
        return self.data.isspace()

    def istitle(self):
        return self.data.istitle()

    def isupper(self):
        return self.data.isupper()

    def join(self, seq):
        return self.data.join(seq)

    maketrans = str.maketrans

    def partition(self, sep):
        return self.data.partition(_plain(sep))

    def rfind(self, sub, start=0, end=_sys.maxsize):
        return self.data.rfind(_plain(sub), start, end)

    def rindex(self, sub, start=0, end=_sys.maxsize):
        return self.data.rindex(_plain(sub), start, end)

    def rpartition(self, sep):
        return self.data.rpartition(_plain(sep))

    def rsplit(self, sep=None, maxsplit=-1):
        return self.data.rsplit(_plain(sep), maxsplit)

    def split(self, sep=None, maxsplit=-1):
        return self.data.split(_plain(sep), maxsplit)

    def splitlines(self, keepends=False):
        return self.data.splitlines(keepends)

    def startswith(self, prefix, start=0, end=_sys.maxsize):
        return self.data.startswith(prefix, start, end)
