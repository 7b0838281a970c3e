# The abstract base classes of collections.abc.
# Kept apart from the collections package so that start-up code can have them without
# loading the rest.  Invariant: imports only abc and sys.  What makes a class structural,
# generic or the base of a built-in type stands in one table at the end.

from abc import ABCMeta, abstractmethod
import sys

# Classes below are to be known as members of the public module (pickle, repr).
__name__ = "collections.abc"

__all__ = """
    Container Sized Iterable Collection Reversible Iterator Generator Hashable Callable Buffer
    Sequence MutableSequence ByteString Set MutableSet Mapping MutableMapping
    MappingView KeysView ItemsView ValuesView
    Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator
""".split()


# ---------------------------------------------------------------- built-in types without a name

async def _sleeper():
    pass


async def _ticker():
    yield


def _frame_locals():
    return sys._getframe().f_locals    # of a function: a module's is a dict


_unstarted = _sleeper()
coroutine = type(_unstarted)
_unstarted.close()
del _unstarted
async_generator = type(_ticker())
generator = type(_ for _ in ())
framelocalsproxy = type(_frame_locals())
mappingproxy = type(vars(type))
dict_keys, dict_values, dict_items = map(type, ({}.keys(), {}.values(), {}.items()))
FunctionType, GenericAlias, EllipsisType = type(_frame_locals), type(list[int]), type(...)
del _sleeper, _ticker, _frame_locals


# ---------------------------------------------------------------- shared bodies

def _defines(mro, name):
    # Whether the nearest definition of a name is there and not the None that takes it back.
    for owner in mro:
        namespace = owner.__dict__
        if name in namespace:
            return namespace[name] is not None
    return False


def _check_methods(C, *names):
    """True if every name is defined (and is not None) along C's MRO, else NotImplemented."""
    mro = C.__mro__
    for name in names:
        if not _defines(mro, name):
            return NotImplemented
    return True


def _raise_thrown(exception, value, traceback):
    # What throw(exception, value, traceback) does where nothing catches it.
    if value is None and traceback is None:
        raise exception
    instance = exception() if value is None else value
    raise instance if traceback is None else instance.with_traceback(traceback)


def _make_close(kind):
    # The close() of Generator and Coroutine.
    def close(self):
        """Raise GeneratorExit inside and expect it (or StopIteration) to come out."""
        try:
            self.throw(GeneratorExit)
        except (StopIteration, GeneratorExit):
            pass
        else:
            raise RuntimeError(kind + " ignored GeneratorExit")
    close.__qualname__ = kind.title() + ".close"
    return close


def _exhaust(take, empty):
    # Call take() until it raises the exception that says there is no more.
    try:
        while True:
            take()
    except empty:
        pass


def _for_each(action, values):
    for each in values:
        action(each)


# ---------------------------------------------------------------- one-method interfaces

class Container(metaclass=ABCMeta):
    """What has the operator in."""

    __slots__ = ()

    @abstractmethod
    def __contains__(self, x):
        return False


class Sized(metaclass=ABCMeta):
    """What len() can measure."""

    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0


class Hashable(metaclass=ABCMeta):
    """What hash() takes: a key of a dict."""

    __slots__ = ()

    @abstractmethod
    def __hash__(self):
        return 0


class Callable(metaclass=ABCMeta):
    """What can be called; Callable[[argument, ...], result] is its type."""

    __slots__ = ()

    @abstractmethod
    def __call__(self, *args, **kwds):
        """What the call gives."""
        return False


class Buffer(metaclass=ABCMeta):
    """What memoryview() takes."""

    __slots__ = ()

    @abstractmethod
    def __buffer__(self, flags: int, /) -> memoryview:
        """A view of the memory, as inspect.BufferFlags ask for it."""
        raise NotImplementedError


# ---------------------------------------------------------------- iteration

class Iterable(metaclass=ABCMeta):
    """What iter() takes."""

    __slots__ = ()

    @abstractmethod
    def __iter__(self):
        yield from ()


class Collection(Sized, Iterable, Container):
    """What has a size, can be iterated over and be asked for an element."""

    __slots__ = ()


class Reversible(Iterable):
    """What reversed() takes without being a sequence."""

    __slots__ = ()

    @abstractmethod
    def __reversed__(self):
        yield from ()


class Iterator(Iterable):
    """What next() takes; it is its own iterator."""

    __slots__ = ()

    def __iter__(self):
        return self

    @abstractmethod
    def __next__(self):
        """The next item; StopIteration if there is none."""
        raise StopIteration


class Generator(Iterator):
    """An iterator that can be sent values and exceptions: give send() and throw()."""

    __slots__ = ()

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        """Go on with an exception; the next value yielded, or StopIteration."""
        _raise_thrown(typ, val, tb)

    @abstractmethod
    def send(self, value):
        """Go on with a value; the next value yielded, or StopIteration."""
        raise StopIteration

    close = _make_close("generator")

    def __next__(self):
        return self.send(None)


# ---------------------------------------------------------------- async interfaces

class Awaitable(metaclass=ABCMeta):
    """What await takes."""

    __slots__ = ()

    @abstractmethod
    def __await__(self):
        yield


class Coroutine(Awaitable):
    """An awaitable that is driven by send() and throw()."""

    __slots__ = ()

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        """Go on with an exception; the next value yielded, or StopIteration."""
        _raise_thrown(typ, val, tb)

    @abstractmethod
    def send(self, value):
        """Go on with a value; the next value yielded, or StopIteration."""
        raise StopIteration

    close = _make_close("coroutine")


class AsyncIterable(metaclass=ABCMeta):
    """What async for takes."""

    __slots__ = ()

    @abstractmethod
    def __aiter__(self):
        """The asynchronous iterator to use."""
        return AsyncIterator()


class AsyncIterator(AsyncIterable):
    """What anext() takes; it is its own asynchronous iterator."""

    __slots__ = ()

    def __aiter__(self):
        return self

    @abstractmethod
    async def __anext__(self):
        """The next item; StopAsyncIteration if there is none."""
        raise StopAsyncIteration


class AsyncGenerator(AsyncIterator):
    """An asynchronous iterator that can be sent values: give asend() and athrow()."""

    __slots__ = ()

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        """Go on with an exception; the next value yielded, or StopAsyncIteration."""
        _raise_thrown(typ, val, tb)

    @abstractmethod
    async def asend(self, value):
        """Go on with a value; the next value yielded, or StopAsyncIteration."""
        raise StopAsyncIteration

    async def aclose(self):
        """Raise GeneratorExit inside and expect it (or StopAsyncIteration) to come out."""
        try:
            await self.athrow(GeneratorExit)
        except (StopAsyncIteration, GeneratorExit):
            pass
        else:
            raise RuntimeError("asynchronous generator ignored GeneratorExit")

    async def __anext__(self):
        return await self.asend(None)


# ---------------------------------------------------------------- the type Callable[[...], ...]

def _stands_for_parameters(obj):
    # Whether it may be the first argument of Callable: ..., a list, ParamSpec, Concatenate.
    if isinstance(obj, (list, tuple, EllipsisType)):
        return True
    kind = type(obj)
    return (kind.__module__, kind.__name__) in (("typing", "ParamSpec"),
                                                ("typing", "_ConcatenateGenericAlias"))


def _folded(alias):
    # The arguments of Callable[...] as they were given: (parameters, result).  A method would
    # not do: an alias looks its attributes up in its origin.
    *params, result = alias.__args__
    if len(params) == 1 and _stands_for_parameters(params[0]):
        params, = params
    return params, result


def _show_type(obj):
    if obj is ...:
        return "..."
    if isinstance(obj, FunctionType):
        return obj.__name__
    if not isinstance(obj, type) or isinstance(obj, GenericAlias):
        return repr(obj)
    place = "" if obj.__module__ == "builtins" else obj.__module__ + "."
    return place + obj.__qualname__


class _CallableGenericAlias(GenericAlias):
    """Callable[argtypes, resulttype]: __args__ is the flat tuple (*argtypes, resulttype)."""

    __slots__ = ()

    def __new__(cls, origin, args):
        if type(args) is not tuple or len(args) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        if not _stands_for_parameters(args[0]):
            raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or Concatenate. "
                            f"Got {args[0]}")
        if isinstance(args[0], (list, tuple)):
            args = (*args[0], args[1])
        return super().__new__(cls, origin, args)

    def __repr__(self):
        params, result = _folded(self)
        if not isinstance(params, list):
            return super().__repr__()
        return (f"collections.abc.Callable[[{', '.join(map(_show_type, params))}], "
                f"{_show_type(result)}]")

    def __reduce__(self):
        return _CallableGenericAlias, (Callable, _folded(self))

    def __getitem__(self, item):
        # The plain alias substitutes type variables in the flat tuple.
        given = item if isinstance(item, tuple) else (item,)
        free = self.__parameters__
        if (given and len(free) == 1 and _stands_for_parameters(free[0])
                and not _stands_for_parameters(given[0])):
            given = (given,)    # with one ParamSpec C[int, str] means C[[int, str]]
        return _CallableGenericAlias(Callable, _folded(super().__getitem__(given)))


# ---------------------------------------------------------------- sets

def _as_operand(owner, other):
    # The other side of an operator of sets as a Set; None if it cannot be one.
    if isinstance(other, Set):
        return other
    return owner._from_iterable(other) if isinstance(other, Iterable) else None


class Set(Collection):
    """A finite, iterable container without duplicates.

    A subclass gives __contains__, __iter__ and __len__; if its constructor does not take
    an iterable it also overrides _from_iterable."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, it):
        """Build the result of an operation such as & from its elements."""
        return cls(it)

    def _hash(self):
        """A hash of the elements, for immutable subclasses; equal frozensets hash alike."""
        return hash(frozenset(self))

    def isdisjoint(self, other):
        """True if the two have no element in common."""
        return not any(each in self for each in other)

    # All comparisons follow from these two, so that a subclass need only speed up them.

    def __le__(self, other):
        if isinstance(other, Set):
            return len(self) <= len(other) and all(mine in other for mine in self)
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, Set):
            return len(self) >= len(other) and all(theirs in self for theirs in other)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, Set):
            return len(self) == len(other) and self.__le__(other)
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, Set):
            return len(self) < len(other) and self.__le__(other)
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, Set):
            return len(self) > len(other) and self.__ge__(other)
        return NotImplemented

    def __or__(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(each for side in (self, other) for each in side)
        return NotImplemented

    def __and__(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(theirs for theirs in other if theirs in self)
        return NotImplemented

    def __sub__(self, other):
        other = _as_operand(self, other)
        if other is None:
            return NotImplemented
        return self._from_iterable(mine for mine in self if mine not in other)

    def __rsub__(self, other):
        other = _as_operand(self, other)
        if other is None:
            return NotImplemented
        return self._from_iterable(theirs for theirs in other if theirs not in self)

    def __xor__(self, other):
        other = _as_operand(self, other)
        if other is None:
            return NotImplemented
        return (self - other) | (other - self)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__


class MutableSet(Set):
    """A Set that changes in place: a subclass adds add() and discard()."""

    __slots__ = ()

    @abstractmethod
    def discard(self, value):
        """Remove an element if it is there."""
        raise NotImplementedError

    @abstractmethod
    def add(self, value):
        """Put an element in."""
        raise NotImplementedError

    def remove(self, value):
        """Remove an element; KeyError if it is not there."""
        if value in self:
            self.discard(value)
        else:
            raise KeyError(value)

    def pop(self):
        """Remove and return some element; KeyError if there is none."""
        for some in self:
            self.discard(some)
            return some
        raise KeyError

    def clear(self):
        """Remove all elements."""
        _exhaust(self.pop, KeyError)

    def __ior__(self, it):
        _for_each(self.add, it)
        return self

    def __iand__(self, it):
        _for_each(self.discard, self - it)
        return self

    def __isub__(self, it):
        if it is self:
            it = list(it)
        _for_each(self.discard, it)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
        else:
            for each in it if isinstance(it, Set) else self._from_iterable(it):
                (self.discard if each in self else self.add)(each)
        return self


# ---------------------------------------------------------------- mappings

class Mapping(Collection):
    """A key-value collection; a subclass gives __getitem__, __iter__ and __len__."""

    __slots__ = ()
    __reversed__ = None
    __abc_tpflags__ = 1 << 6    # consumed by ABCMeta: subclasses match mapping patterns

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def __contains__(self, key):
        there = True
        try:
            self[key]
        except KeyError:
            there = False
        return there

    def get(self, key, default=None):
        """The key's value, or the default if it is missing."""
        try:
            found = self[key]
        except KeyError:
            return default
        return found

    def __eq__(self, other):
        if isinstance(other, Mapping):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    def items(self):
        """A set-like view of the (key, value) pairs."""
        return ItemsView(self)

    def keys(self):
        """A set-like view of the keys."""
        return KeysView(self)

    def values(self):
        """A view of the values."""
        return ValuesView(self)


class MappingView(Sized):
    """A live view of a mapping."""

    __slots__ = ("_mapping",)

    def __init__(self, mapping):
        self._mapping = mapping

    def __repr__(self):
        return f"{type(self).__name__}({self._mapping!r})"

    def __len__(self):
        return len(self._mapping)


class ValuesView(MappingView, Collection):
    """What the values() of a mapping is."""

    __slots__ = ()

    def __iter__(self):
        source = self._mapping
        for key in source:
            yield source[key]

    def __contains__(self, value):
        source = self._mapping
        for key in source:
            found = source[key]
            if found is value or found == value:
                return True
        return False


class KeysView(MappingView, Set):
    """What the keys() of a mapping is."""

    __slots__ = ()

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping

    @classmethod
    def _from_iterable(cls, it):
        """The operators of a view make plain sets."""
        return set(it)


class ItemsView(MappingView, Set):
    """What the items() of a mapping is."""

    __slots__ = ()

    def __iter__(self):
        source = self._mapping
        for key in source:
            yield key, source[key]

    def __contains__(self, item):
        key, expected = item
        try:
            found = self._mapping[key]
        except KeyError:
            return False
        return found is expected or found == expected

    @classmethod
    def _from_iterable(cls, it):
        """The operators of a view make plain sets."""
        return set(it)


_required = object()    # the default of an argument that has none


class MutableMapping(Mapping):
    """A Mapping that changes in place: a subclass adds __setitem__ and __delitem__."""

    __slots__ = ()

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    # A subclass that overrides pop() may use this as its default too (OrderedDict's do).
    __marker = _required

    def pop(self, key, default=__marker):
        """Remove a key and return its value, or the default; without one, KeyError."""
        try:
            taken = self[key]
        except KeyError:
            if default is not _required:
                return default
            raise
        del self[key]
        return taken

    def popitem(self):
        """Remove and return some (key, value) pair; KeyError if there is none."""
        for key in self:
            pair = key, self[key]
            del self[key]
            return pair
        raise KeyError

    def clear(self):
        """Remove all items."""
        _exhaust(self.popitem, KeyError)

    def setdefault(self, key, default=None):
        """The key's value; a missing key is first set to the default."""
        try:
            return self[key]
        except KeyError:
            pass
        self[key] = default
        return default

    def update(self, other=(), /, **kwds):
        """Take in the items of a mapping, of an iterable of pairs, and of the keywords."""
        if isinstance(other, Mapping):
            keys = other
        elif hasattr(other, "keys"):
            keys = other.keys()
        else:
            keys = ()
            for key, value in other:
                self[key] = value
        for key in keys:
            self[key] = other[key]
        for key in kwds:
            self[key] = kwds[key]


# ---------------------------------------------------------------- sequences

class Sequence(Reversible, Collection):
    """An indexed collection; a subclass gives __getitem__ and __len__."""

    __slots__ = ()
    __abc_tpflags__ = 1 << 5    # consumed by ABCMeta: subclasses match sequence patterns

    @abstractmethod
    def __getitem__(self, index):
        """The element at the index; IndexError behind the last."""
        raise IndexError

    def __iter__(self):
        position = 0
        try:
            while True:
                yield self[position]
                position += 1
        except IndexError:
            pass

    def __reversed__(self):
        position = len(self)
        while position > 0:
            position -= 1
            yield self[position]

    def __contains__(self, value):
        for each in self:
            if each is value or each == value:
                return True
        return False

    def count(self, value):
        """How many elements equal the value."""
        found = 0
        for each in self:
            if each is value or each == value:
                found += 1
        return found

    def index(self, value, start=0, stop=None):
        """The first index of a value in the slice; ValueError if it is not there."""
        first, end, _ = slice(start, stop).indices(len(self))
        try:
            for position in range(first, end):
                each = self[position]
                if each is value or each == value:
                    return position
        except IndexError:    # it shrank
            pass
        raise ValueError


class MutableSequence(Sequence):
    """A Sequence that changes in place: adds __setitem__, __delitem__ and insert."""

    __slots__ = ()

    @abstractmethod
    def insert(self, index, value):
        """Put a value before the index."""
        raise IndexError

    @abstractmethod
    def __setitem__(self, index, value):
        """Put a value in the place of an element."""
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        """Remove an element."""
        raise IndexError

    def append(self, value):
        """Put a value at the end."""
        self.insert(len(self), value)

    def extend(self, values):
        """Put the elements of an iterable at the end."""
        _for_each(self.append, list(values) if values is self else values)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        """Remove and return the element at the index (by default the last)."""
        taken = self[index]
        del self[index]
        return taken

    def remove(self, value):
        """Remove the first element equal to the value; ValueError if there is none."""
        del self[self.index(value)]

    def clear(self):
        """Remove all elements."""
        _exhaust(self.pop, IndexError)

    def reverse(self):
        """Turn the order round, in place."""
        left, right = 0, len(self) - 1
        while left < right:
            self[left], self[right] = self[right], self[left]
            left, right = left + 1, right - 1


# ---------------------------------------------------------------- ByteString

def _warn_of_bytestring():
    import warnings
    warnings._deprecated("collections.abc.ByteString", remove=(3, 17))


class _DeprecateByteStringMeta(ABCMeta):
    # Warns of a subclass and of isinstance(); the class statement below is no subclass.

    def __new__(mcls, name, bases, namespace, **kwargs):
        if bases != (Sequence,):
            _warn_of_bytestring()
        return ABCMeta.__new__(mcls, name, bases, namespace, **kwargs)

    def __instancecheck__(cls, instance):
        _warn_of_bytestring()
        return ABCMeta.__instancecheck__(cls, instance)


class ByteString(Sequence, metaclass=_DeprecateByteStringMeta):
    """Deprecated: the common base of bytes and bytearray.  Use Buffer."""

    __slots__ = ()


# ---------------------------------------------------------------- what the classes are to others

# Class: (methods that make any class with them a subclass, what Class[...] makes if the class
# does not inherit it, built-in types that are subclasses).
_TRAITS = {
    Hashable: ("__hash__", None, ()),
    Sized: ("__len__", None, ()),
    Buffer: ("__buffer__", None, ()),
    Container: ("__contains__", GenericAlias, ()),
    Callable: ("__call__", _CallableGenericAlias, ()),
    Iterable: ("__iter__", GenericAlias, ()),
    Collection: ("__len__ __iter__ __contains__", None, ()),
    Reversible: ("__reversed__ __iter__", None, ()),
    Iterator: ("__iter__ __next__", None, ()),
    Generator: ("__iter__ __next__ send throw close", None, (generator,)),
    Awaitable: ("__await__", GenericAlias, ()),
    Coroutine: ("__await__ send throw close", None, (coroutine,)),
    AsyncIterable: ("__aiter__", GenericAlias, ()),
    AsyncIterator: ("__anext__ __aiter__", None, ()),
    AsyncGenerator: ("__aiter__ __anext__ asend athrow aclose", None, (async_generator,)),
    Set: ("", None, (frozenset,)),
    MutableSet: ("", None, (set,)),
    Mapping: ("", None, (mappingproxy, framelocalsproxy)),
    MutableMapping: ("", None, (dict,)),
    MappingView: ("", GenericAlias, ()),
    KeysView: ("", None, (dict_keys,)),
    ItemsView: ("", None, (dict_items,)),
    ValuesView: ("", None, (dict_values,)),
    Sequence: ("", None, (tuple, str, bytes, range, memoryview)),
    ByteString: ("", None, (bytes, bytearray)),
    MutableSequence: ("", None, (list, bytearray)),
}


def _hook_for(abc, names):
    # The __subclasshook__ of a class; its subclasses, which inherit it, are nominal.
    def __subclasshook__(cls, C):
        return _check_methods(C, *names) if cls is abc else NotImplemented
    __subclasshook__.__qualname__ = f"{abc.__qualname__}.__subclasshook__"
    return classmethod(__subclasshook__)


for _abc, (_names, _alias, _members) in _TRAITS.items():
    if _names:
        _abc.__subclasshook__ = _hook_for(_abc, _names.split())
    if _alias:
        _abc.__class_getitem__ = classmethod(_alias)
for _abc, (_names, _alias, _members) in _TRAITS.items():
    for _member in _members:
        _abc.register(_member)
del _abc, _names, _alias, _members, _member, _TRAITS, _hook_for
