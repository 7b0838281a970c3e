# reprlib: representations of limited size, and the guard against recursive ones.
"""A repr() with limits on the size of what it returns."""
import builtins
from itertools import islice

try:
    from _thread import get_ident
except ImportError:
    def get_ident():
        return 0

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    """Make a __repr__ that returns fillvalue when it is entered again for the same object."""
    def decorate(user_function):
        running = set()

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return user_function(self)
            finally:
                running.discard(key)

        for name in ("__module__", "__doc__", "__name__", "__qualname__"):
            setattr(wrapper, name, getattr(user_function, name))
        wrapper.__type_params__ = getattr(user_function, "__type_params__", ())
        annotate = getattr(user_function, "__annotate__", None)
        if annotate is not None:
            wrapper.__annotate__ = annotate         # keeps them unevaluated
        elif hasattr(user_function, "__annotations__"):
            wrapper.__annotations__ = user_function.__annotations__
        wrapper.__wrapped__ = user_function
        return wrapper
    return decorate


class Repr:
    """Makes representations; its attributes are the limits, its repr_TYPE methods the ways."""

    # So that a class of the same name from elsewhere is not shown as the one we know.
    _lookup = {
        "tuple": "builtins", "list": "builtins", "array": "array", "set": "builtins",
        "frozenset": "builtins", "deque": "collections", "dict": "builtins",
        "str": "builtins", "int": "builtins",
    }

    def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6,
                 maxfrozenset=6, maxdeque=6, maxstring=30, maxlong=40, maxother=30,
                 fillvalue="...", indent=None):
        self.maxlevel = maxlevel
        self.maxtuple = maxtuple
        self.maxlist = maxlist
        self.maxarray = maxarray
        self.maxdict = maxdict
        self.maxset = maxset
        self.maxfrozenset = maxfrozenset
        self.maxdeque = maxdeque
        self.maxstring = maxstring
        self.maxlong = maxlong
        self.maxother = maxother
        self.fillvalue = fillvalue
        self.indent = indent

    def repr(self, x):
        """Return a representation of x within the limits."""
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        """Return a representation of x that goes level containers deep."""
        cls = type(x)
        name = cls.__name__
        if " " in name:
            name = "_".join(name.split())
        method = getattr(self, "repr_" + name, None)
        if method is not None:
            known = self._lookup.get(name)
            if known is None or getattr(cls, "__module__", None) == known:
                return method(x, level)
        return self.repr_instance(x, level)

    def _join(self, pieces, level):
        """Join the items of a container, one a line if indent is set."""
        if self.indent is None:
            return ", ".join(pieces)
        if not pieces:
            return ""
        indent = self.indent
        if isinstance(indent, int):
            if indent < 0:
                raise ValueError(f"Repr.indent cannot be negative int (was {indent!r})")
            indent *= " "
        try:
            separator = ",\n" + (self.maxlevel - level + 1) * indent
        except TypeError as error:
            raise TypeError(
                f"Repr.indent must be a str, int or None, not {type(indent)}") from error
        text = separator.join(("", *pieces, ""))
        return text[1:-len(indent) or None]

    def _repr_iterable(self, x, level, left, right, maxiter, trail=""):
        count = len(x)
        if level <= 0 and count:
            text = self.fillvalue
        else:
            pieces = [self.repr1(item, level - 1) for item in islice(x, maxiter)]
            if count > maxiter:
                pieces.append(self.fillvalue)
            text = self._join(pieces, level)
            if count == 1 and trail and self.indent is None:
                right = trail + right
        return f"{left}{text}{right}"

    def repr_tuple(self, x, level):
        return self._repr_iterable(x, level, "(", ")", self.maxtuple, ",")

    def repr_list(self, x, level):
        return self._repr_iterable(x, level, "[", "]", self.maxlist)

    def repr_array(self, x, level):
        if not x:
            return f"array('{x.typecode}')"
        return self._repr_iterable(x, level, f"array('{x.typecode}', [", "])", self.maxarray)

    def repr_set(self, x, level):
        if not x:
            return "set()"
        return self._repr_iterable(_in_order(x), level, "{", "}", self.maxset)

    def repr_frozenset(self, x, level):
        if not x:
            return "frozenset()"
        return self._repr_iterable(_in_order(x), level, "frozenset({", "})", self.maxfrozenset)

    def repr_deque(self, x, level):
        return self._repr_iterable(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        count = len(x)
        if not count:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        pieces = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}"
                  for key in islice(_in_order(x), self.maxdict)]
        if count > self.maxdict:
            pieces.append(self.fillvalue)
        return "{" + self._join(pieces, level) + "}"

    def _middle_cut(self, text, limit):
        """Replace the middle of text when it is longer than limit."""
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        if len(text) > self.maxstring:
            head = max(0, (self.maxstring - 3) // 2)
            tail = max(0, self.maxstring - 3 - head)
            text = builtins.repr(x[:head] + x[len(x) - tail:])
            text = text[:head] + self.fillvalue + text[len(text) - tail:]
        return text

    def repr_int(self, x, level):
        try:
            text = builtins.repr(x)
        except ValueError as exc:
            # more digits than the conversion limit allows
            import sys
            digits = int(x.bit_length() * 0.30103) + 1
            limit = sys.get_int_max_str_digits()
            return (f"<{x.__class__.__name__} instance with roughly {digits} "
                    f"digits (limit at {limit}) at 0x{id(x):x}>")
        return self._middle_cut(text, self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"
        return self._middle_cut(text, self.maxother)


def _in_order(x):
    """Sort if the items can be sorted."""
    try:
        return sorted(x)
    except Exception:
        return list(x)


aRepr = Repr()
repr = aRepr.repr
