# concurrent.interpreters._crossinterp: what stands for an item whose interpreter ended before
# the item was taken.


class ItemInterpreterDestroyed(Exception):
    """The interpreter that an item came from was destroyed before the item was taken."""


class UnboundItem:
    """What is given in place of an item whose interpreter has been destroyed."""

    __slots__ = ("_name",)

    def __new__(cls, *args):
        raise Exception("use concurrent.interpreters.UNBOUND")

    def __repr__(self):
        return self._name

    def __reduce__(self):
        return self._name.rpartition(".")[2]


def _make(name):
    self = object.__new__(UnboundItem)
    self._name = name
    return self


# What a queue does about such an item: give UNBOUND itself, raise ItemInterpreterDestroyed,
# or drop it.
UNBOUND = _make("concurrent.interpreters.UNBOUND")
UNBOUND_ERROR = _make("concurrent.interpreters.UNBOUND_ERROR")
UNBOUND_REMOVE = _make("concurrent.interpreters.UNBOUND_REMOVE")

# The numbers by which the native modules know them.
_UNBOUND_CONSTANT_TO_FLAG = {UNBOUND_REMOVE: 1, UNBOUND_ERROR: 2, UNBOUND: 3}
_UNBOUND_FLAG_TO_CONSTANT = {1: UNBOUND_REMOVE, 2: UNBOUND_ERROR, 3: UNBOUND}


def serialize_unbound(unbound):
    """Return the number of UNBOUND, UNBOUND_ERROR or UNBOUND_REMOVE, as a tuple of one."""
    for op, flag in _UNBOUND_CONSTANT_TO_FLAG.items():
        if unbound is op:
            return (flag,)
    raise NotImplementedError(f"unsupported unbound replacement op {unbound!r}")


def resolve_unbound(flag, exctype_destroyed):
    """Give UNBOUND, or raise exctype_destroyed, as the number says."""
    if flag == 3:
        return UNBOUND
    if flag == 2:
        raise exctype_destroyed("item's original interpreter destroyed")
    raise NotImplementedError(f"unsupported unbound replacement op {flag!r}")
