# _weakrefset: WeakSet, apart from weakref because abc may need it early.
# Invariant: data holds references whose callback takes them out; iteration goes over a copy, so
# members may die meanwhile.
"""A set of weakly referenced objects."""

from _weakref import ref

__all__ = ["WeakSet"]


def _forgetter(owner):
    # The callback of the references in a set, which must not keep the set alive.
    def forget(member):
        weak_set = owner()
        if weak_set is not None:
            weak_set.data.discard(member)
    return forget


class WeakSet:
    """A set whose members vanish when nobody else holds them."""

    def __init__(self, data=None):
        self.data = set()
        self._remove = _forgetter(ref(self))
        self.update(() if data is None else data)

    __class_getitem__ = classmethod(type(list[int]))

    def __reduce__(self):
        return type(self), ([*self],), self.__getstate__()

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        for member in list(self.data):
            if (item := member()) is not None:
                yield item

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            # There are no weak references to it.
            return False

    def __eq__(self, other):
        if isinstance(other, type(self)):
            return self.data == {ref(item) for item in other}
        return NotImplemented

    def copy(self):
        return type(self)(self)

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def intersection(self, other):
        return type(self)([item for item in other if item in self])

    __and__ = intersection

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def clear(self):
        self.data.clear()

    def pop(self):
        while self.data:
            item = self.data.pop()()
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")


# The other methods are a set's own, given references instead of items.

def _define(method, *names):
    method.__name__ = names[0]
    method.__qualname__ = f"WeakSet.{names[0]}"
    for name in names:
        setattr(WeakSet, name, method)


def _define_test(*names):
    test = getattr(set, names[-1])
    _define(lambda self, other: test(self.data, {ref(item) for item in other}), *names)


def _define_change(name, operator):
    change = getattr(set, name)

    def update(self, other):
        # The items are held until they are members: they could die in between.
        held = [*other]
        change(self.data, [ref(item, self._remove) for item in held])

    def update_with(self, other):
        update(self, other)
        return self
    _define(update, name)
    _define(update_with, operator)


def _define_copy(change, *names):
    def changed(self, other):
        new = self.copy()
        getattr(new, change)(other)
        return new
    _define(changed, *names)


for _names in (("issubset", "__le__"), ("issuperset", "__ge__"), ("__lt__",), ("__gt__",)):
    _define_test(*_names)
for _name, _operator in (("difference", "sub"), ("intersection", "and"),
                         ("symmetric_difference", "xor")):
    _define_change(f"{_name}_update", f"__i{_operator}__")
for _change, *_names in (("update", "union", "__or__"),
                         ("difference_update", "difference", "__sub__"),
                         ("symmetric_difference_update", "symmetric_difference", "__xor__")):
    _define_copy(_change, *_names)
del _change, _name, _names, _operator
