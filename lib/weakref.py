# weakref: weak references and what is built of them. ref and proxy are native, in _weakref.
# Invariant of the mappings: a dead entry may linger in `data` until its callback ran, and is never
# shown; iteration goes over a copy.  Callbacks know their owner only weakly.
"""Weak references, and mappings that do not keep what they hold alive."""
import sys
from _collections_abc import Mapping, MutableMapping, MutableSet
from _weakref import (CallableProxyType, ProxyType, ReferenceType, _remove_dead_weakref,
                      getweakrefcount, getweakrefs, proxy, ref)
from _weakrefset import WeakSet

__all__ = """
    ref proxy WeakMethod finalize WeakKeyDictionary WeakValueDictionary WeakSet
    getweakrefcount getweakrefs ReferenceType ProxyType CallableProxyType ProxyTypes
""".split()

ProxyTypes = ProxyType, CallableProxyType
MutableSet.register(WeakSet)


# ---------------------------------------------------------------- references of other kinds

class KeyedRef(ref):
    """A reference that knows under which key a WeakValueDictionary has it."""

    __slots__ = ("key",)

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)

    def __new__(type, ob, callback, key):
        made = super().__new__(type, ob, callback)
        made.key = key
        return made


class WeakMethod(ref):
    """A reference to a bound method that lives as long as the object it is bound to."""

    __slots__ = ("_function", "_kind", "_live", "__weakref__")

    def __new__(cls, meth, callback=None):
        if not (hasattr(meth, "__self__") and hasattr(meth, "__func__")):
            raise TypeError(f"argument should be a bound method, not {type(meth)}")

        def part_died(_):
            # Of the object and the function the first to die is reported, once.
            method = itself()
            if method._live:
                method._live = False
                if callback is not None:
                    callback(method)

        made = super().__new__(cls, meth.__self__, part_died)
        itself = ref(made)
        made._live, made._kind = True, type(meth)
        made._function = ref(meth.__func__, part_died)
        return made

    def __call__(self):
        owner, function = super().__call__(), self._function()
        if owner is not None and function is not None:
            return self._kind(function, owner)

    __hash__ = ref.__hash__

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._live and other._live:
            return ref.__eq__(self, other) and self._function == other._function
        return self is other

    def __ne__(self, other):
        same = self == other
        return same if same is NotImplemented else not same


# ---------------------------------------------------------------- mappings

# What both mappings have: these functions are methods of each.

def _show(self):
    return f"<{type(self).__name__} at {id(self):#x}>"


def _size(self):
    return len(self.data)


def _take_all(self, other=None, /, **kwargs):
    """Take in the items of a mapping or an iterable of pairs, and the keywords."""
    if other is not None:
        pairs = other.items() if hasattr(other, "items") else dict(other).items()
        for key, value in pairs:
            self[key] = value
    for key in kwargs:
        self[key] = kwargs[key]


def _take_in(self, other):
    self.update(other)
    return self


def _merged(self, other):
    if not isinstance(other, Mapping):
        return NotImplemented
    result = self.copy()
    result.update(other)
    return result


def _merged_into(self, other):
    if not isinstance(other, Mapping):
        return NotImplemented
    result = type(self)()
    for source in other, self:
        result.update(source)
    return result


def _pop_live_pair(self):
    """Remove and return some live (key, value) pair; KeyError if there is none."""
    while True:
        pair = self._live_pair(*self.data.popitem())
        if pair is not None:
            return pair


class WeakValueDictionary(MutableMapping):
    """A mapping whose entries vanish when nobody else holds their values."""

    def __init__(self, other=(), /, **kw):
        def value_died(entry, owner=ref(self), discard=_remove_dead_weakref):
            mapping = owner()
            if mapping is not None:
                # Not just `del`: the key may have got another value meanwhile.
                discard(mapping.data, entry.key)
        self.data, self._remove = {}, value_died
        self.update(other, **kw)

    __repr__, __len__, update, popitem = _show, _size, _take_all, _pop_live_pair
    __ior__, __or__, __ror__ = _take_in, _merged, _merged_into

    @staticmethod
    def _live_pair(key, entry):
        value = entry()
        return None if value is None else (key, value)

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __getitem__(self, key):
        alive = self.data[key]()
        if alive is not None:
            return alive
        raise KeyError(key)

    def get(self, key, default=None):
        entry = self.data.get(key)
        if entry is not None:
            alive = entry()
            if alive is not None:
                return alive
        return default

    def __contains__(self, key):
        entry = self.data.get(key)
        return entry is not None and entry() is not None

    def setdefault(self, key, default=None):
        alive = self.get(key)
        if alive is not None:
            return alive
        self[key] = default
        return default

    def pop(self, key, *args):
        entry = self.data.pop(key, None)
        alive = entry and entry()
        if alive is not None:
            return alive
        if not args:
            raise KeyError(key)
        return args[0]

    def valuerefs(self):
        """Return a list of the references."""
        return [*self.data.values()]

    def itervaluerefs(self):
        """Iterate over the references; a value may be dead when its turn comes."""
        yield from self.valuerefs()

    def values(self):
        for entry in self.valuerefs():
            alive = entry()
            if alive is not None:
                yield alive

    def items(self):
        for key, entry in self.data.copy().items():
            alive = entry()
            if alive is not None:
                yield key, alive

    def keys(self):
        for key, entry in self.data.copy().items():
            if entry() is not None:
                yield key

    __iter__ = keys

    def copy(self):
        return WeakValueDictionary(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        twin = type(self)()
        for key, value in self.items():
            twin[deepcopy(key, memo)] = value
        return twin


class WeakKeyDictionary(MutableMapping):
    """A mapping whose entries vanish when nobody else holds their keys."""

    def __init__(self, dict=None):
        def key_died(entry, owner=ref(self)):
            mapping = owner()
            if mapping is not None:
                mapping.data.pop(entry, None)
        self.data, self._remove = {}, key_died
        self.update(dict)

    __repr__, __len__, update, popitem = _show, _size, _take_all, _pop_live_pair
    __ior__, __or__, __ror__ = _take_in, _merged, _merged_into

    @staticmethod
    def _live_pair(entry, value):
        key = entry()
        return None if key is None else (key, value)

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __getitem__(self, key):
        return self.data[ref(key)]

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:    # nothing to be held weakly
            return False

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def keyrefs(self):
        """Return a list of the references to the keys."""
        return [*self.data]

    def keys(self):
        for entry in self.keyrefs():
            alive = entry()
            if alive is not None:
                yield alive

    __iter__ = keys

    def items(self):
        for entry, value in self.data.copy().items():
            alive = entry()
            if alive is not None:
                yield alive, value

    def values(self):
        for entry, value in self.data.copy().items():
            if entry() is not None:
                yield value

    def copy(self):
        return WeakKeyDictionary(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        twin = type(self)()
        for key, value in self.items():
            twin[key] = deepcopy(value, memo)
        return twin


# ---------------------------------------------------------------- finalize

class _Task:
    # What a live finalizer is going to do, to the death of whom, and whether at exit too.
    __slots__ = ("owner", "call", "at_exit")

    def details(self):
        """(obj, func, args, kwargs), or None if the object is dead."""
        obj = self.owner()
        return None if obj is None else (obj, *self.call)


class finalize:
    """Calls func(*args, **kwargs) once when obj dies, or at exit, or when called."""

    # The finalizers themselves hold nothing: what they do is in _registry while they are alive,
    # the oldest first.
    __slots__ = ()
    _registry = {}
    _made = 0               # how many there have been
    _shutdown = False       # whether those at exit have run

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._made:
            import atexit
            atexit.register(finalize._run_at_exit)
        task = _Task()
        task.owner, task.call, task.at_exit = ref(obj, self), (func, args, kwargs), True
        self._registry[self] = task
        finalize._made += 1

    def __call__(self, _=None):
        """Run now, if alive, and return what func returned."""
        task = self._registry.pop(self, None)
        if task is None or self._shutdown:
            return None
        func, args, kwargs = task.call
        return func(*args, **kwargs)

    def peek(self):
        """Return (obj, func, args, kwargs); None if dead."""
        task = self._registry.get(self)
        return task and task.details()

    def detach(self):
        """Give up, and return (obj, func, args, kwargs); None if dead."""
        details = self.peek()
        if details is not None and self._registry.pop(self, None):
            return details

    @property
    def alive(self):
        """Whether it is still going to run."""
        return self in self._registry

    @property
    def atexit(self):
        """Whether it runs at exit."""
        task = self._registry.get(self)
        return task is not None and task.at_exit

    @atexit.setter
    def atexit(self, value):
        task = self._registry.get(self)
        if task is not None:
            task.at_exit = bool(value)

    def __repr__(self):
        shown = f"<{type(self).__name__} object at {id(self):#x}; "
        details = self.peek()
        if details is None:
            return shown + "dead>"
        obj = details[0]
        return shown + f"for {type(obj).__name__!r} at {id(obj):#x}>"

    @classmethod
    def _run_round(cls):
        # Run those at exit, the newest first.  False if one made more of them meanwhile.
        made = cls._made
        for finalizer, task in reversed(list(cls._registry.items())):
            if not task.at_exit:
                continue
            try:
                finalizer()
            except Exception:
                sys.excepthook(*sys.exc_info())
            if cls._made != made:
                return False
        return True

    @classmethod
    def _run_at_exit(cls):
        # A collection meanwhile could run some out of turn.
        import gc
        collecting = gc.isenabled()
        gc.disable()
        try:
            while not cls._run_round():
                pass
        finally:
            finalize._shutdown = True    # finalizers called from now on do nothing
            if collecting:
                gc.enable()
