# reprlib: representations of limited size, and the guard against recursive ones.
"""A repr() with limits on the size of what it returns."""
import builtins
from itertools import islice

try:
    from _thread import get_ident
except ImportError:
    get_ident = int

__all__ = ["Repr", "recursive_repr", "repr"]


def recursive_repr(fillvalue="..."):
    """Make a __repr__ that returns fillvalue when it is entered again for the same object."""
    def guard(method):
        # Objects whose text is being made, and by which thread.
        entered = set()

        def guarded(self):
            me = id(self), get_ident()
            if me in entered:
                return fillvalue
            entered.add(me)
            try:
                return method(self)
            finally:
                entered.discard(me)

        _disguise(guarded, method)
        return guarded

    return guard


def _disguise(wrapper, method):
    # As functools.wraps() does, but without the attributes of its own; annotations stay unevaluated where they are.
    for name in "__module__", "__qualname__", "__name__", "__doc__":
        setattr(wrapper, name, getattr(method, name))
    for name in "__annotate__", "__annotations__":
        if (value := getattr(method, name, None)) is not None:
            setattr(wrapper, name, value)
            break
    wrapper.__type_params__ = getattr(method, "__type_params__", ())
    wrapper.__wrapped__ = method


def _in_order(items):
    # Sorted, if they can be.
    try:
        return sorted(items)
    except Exception:
        return list(items)


def _ends(limit):
    # How much is shown of the beginning and of the end of what is longer than limit.
    head = max(0, (limit - 3) // 2)
    return head, max(0, limit - 3 - head)


class Repr:
    """Makes representations; its attributes are the limits, its repr_TYPE methods the ways."""

    # So that a class of the same name from elsewhere is not shown as the one we know.
    _lookup = dict.fromkeys(("tuple", "list", "set", "frozenset", "dict", "str", "int"), "builtins")
    _lookup |= {"array": "array", "deque": "collections"}

    def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6, maxfrozenset=6, maxdeque=6,
                 maxstring=30, maxlong=40, maxother=30, fillvalue="...", indent=None):
        self.maxlevel, self.fillvalue, self.indent = maxlevel, fillvalue, indent
        self.maxlist, self.maxtuple, self.maxdict = maxlist, maxtuple, maxdict
        self.maxset, self.maxfrozenset = maxset, maxfrozenset
        self.maxdeque, self.maxarray = maxdeque, maxarray
        self.maxstring, self.maxlong, self.maxother = maxstring, maxlong, maxother

    def repr(self, x):
        """Return a representation of x within the limits."""
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        """Return a representation of x that goes level containers deep."""
        kind = type(x)
        name = kind.__name__ if " " not in kind.__name__ else "_".join(kind.__name__.split())
        way = getattr(self, "repr_" + name, None)
        if way is not None:
            home = self._lookup.get(name)
            if home is None or home == getattr(kind, "__module__", None):
                return way(x, level)
        return self.repr_instance(x, level)

    # ---- containers

    def _of_items(self, x, level, most, left, right):
        # At most so many items of a container between its brackets.
        if level > 0:
            texts = [self.repr1(item, level - 1) for item in (x if len(x) <= most else islice(x, most))]
            return left + self._joined(texts, len(x) > most, level) + right
        return left + (self.fillvalue if x else "") + right

    def _joined(self, texts, more, level):
        # The items of a container, one a line if indent is set; whether there are more of them.
        if more:
            texts.append(self.fillvalue)
        step = self.indent
        if step is None or not texts:
            return ", ".join(texts)
        if isinstance(step, int):
            if step < 0:
                raise ValueError(f"Repr.indent cannot be negative int (was {step!r})")
            step = " " * step
        try:
            line = "\n" + step * (self.maxlevel - level + 1)
        except TypeError as e:
            raise TypeError(f"Repr.indent must be a str, int or None, not {type(step)}") from e
        return "".join([line + text + "," for text in texts]) + line[:len(line) - len(step)]

    def repr_list(self, x, level):
        return self._of_items(x, level, self.maxlist, "[", "]")

    def repr_tuple(self, x, level):
        lone = len(x) == 1 and self.indent is None and level > 0
        return self._of_items(x, level, self.maxtuple, "(", ",)" if lone else ")")

    def repr_deque(self, x, level):
        return self._of_items(x, level, self.maxdeque, "deque([", "])")

    def repr_array(self, x, level):
        begin = f"array('{x.typecode}'"
        return self._of_items(x, level, self.maxarray, begin + ", [", "])") if x else begin + ")"

    def repr_set(self, x, level):
        return self._of_items(_in_order(x), level, self.maxset, "{", "}") if x else "set()"

    def repr_frozenset(self, x, level):
        return self._of_items(_in_order(x), level, self.maxfrozenset, "frozenset({", "})") if x else "frozenset()"

    def repr_dict(self, x, level):
        if level <= 0 and x:
            return "{" + self.fillvalue + "}"
        texts = [self.repr1(key, level - 1) + ": " + self.repr1(x[key], level - 1)
                 for key in islice(_in_order(x), self.maxdict)]
        return "{" + self._joined(texts, len(x) > self.maxdict, level) + "}"

    # ---- everything else

    def _without_middle(self, text, limit):
        return text if len(text) <= limit else self._seam(text, *_ends(limit))

    def _seam(self, text, head, tail):
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def repr_str(self, x, level):
        most = self.maxstring
        text = builtins.repr(x[:most])
        if len(text) > most:
            # Both ends as one string, so that they are quoted alike.
            head, tail = _ends(most)
            text = self._seam(builtins.repr(x[:head] + x[len(x) - tail:]), head, tail)
        return text

    def repr_int(self, x, level):
        try:
            return self._without_middle(builtins.repr(x), self.maxlong)
        except ValueError:
            # It has more digits than the conversion limit allows.
            from sys import get_int_max_str_digits
            digits = 1 + int(0.30103 * x.bit_length())
            return (f"<{type(x).__name__} instance with roughly {digits} digits (limit at {get_int_max_str_digits()}) "
                    f"at {id(x):#x}>")

    def repr_instance(self, x, level):
        try:
            return self._without_middle(builtins.repr(x), self.maxother)
        except Exception:
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"


aRepr = Repr()
repr = aRepr.repr
