# pprint: objects as text that fits a width.
# A value that fits its line is written as format() gives it, on one line.  One that does not is written by the method that
# PrettyPrinter._dispatch has for its type's __repr__, so that a subclass with a repr of its own is left alone.

import collections as _collections
import itertools as _itertools
import sys as _sys
import types as _types
from operator import itemgetter as _itemgetter

__all__ = ["PrettyPrinter", "isreadable", "isrecursive", "pformat", "pp", "pprint", "saferepr"]

# ---------------------------------------------------------------- an order for all objects


class _safe_key:
    # A sort key: objects by their own order, or by type and address.

    __slots__ = "obj",

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        mine, its = self.obj, other.obj
        try:
            return mine < its
        except TypeError:
            return (str(type(mine)), id(mine)) < (str(type(its)), id(its))


def _in_order(things, key=None):
    # Sorted, in such an order where they have none of their own.
    try:
        return sorted(things, key=key)
    except TypeError:
        return sorted(things, key=lambda thing: _safe_key(thing if key is None else key(thing)))


def _sorted_pairs(pairs):
    # By their keys alone.
    return _in_order(pairs, _itemgetter(0))


# ---------------------------------------------------------------- one line

# The types whose repr() is all that there is to say, for without and with underscore_numbers.
_scalars = frozenset((str, bytes, bytearray, bool, float, complex, type(None)))
_plain = _scalars | {int}, _scalars
_brackets = {list.__repr__: "[]", tuple.__repr__: "()", dict.__repr__: "{}"}


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


class PrettyPrinter:
    """Writes objects prettily.

    indent is the step per level, width the most characters on a line, depth the most levels;
    compact puts as many items on a line as fit; underscore_numbers groups digits.
    """

    # The __repr__ of a type: the method that writes an object on several lines, with the arguments of _format().
    _dispatch = {}

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        self._indent_per_level, self._width, self._depth = int(indent), int(width), depth
        if depth is not None and depth <= 0 or self._indent_per_level < 0 or self._width == 0:
            self._refuse()
        # There may be no stdout at all.
        self._stream = _sys.stdout if stream is None else stream
        self._compact, self._sort_dicts, self._plain = bool(compact), sort_dicts, _plain[bool(underscore_numbers)]

    def _refuse(self):
        # Say which of the numbers is wrong.
        if self._indent_per_level < 0:
            raise ValueError("indent must be >= 0")
        raise ValueError("width must be != 0" if self._depth is None or self._depth > 0 else "depth must be > 0")

    def pformat(self, object):
        """Return an object's text."""
        from io import StringIO
        text = StringIO()
        self._format(object, text, 0, 0, {}, 0)
        return text.getvalue()

    def pprint(self, object):
        """Print an object, with a newline."""
        if (out := self._stream) is not None:
            self._format(object, out, 0, 0, {}, 0)
            out.write("\n")

    def isreadable(self, object):
        """Whether eval() could make the object of its text."""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return not recursive and readable

    def isrecursive(self, object):
        """Whether the object contains itself."""
        _, _, recursive = self.format(object, {}, 0, 0)
        return recursive

    def format(self, object, context, maxlevels, level):
        """Return (text on one line, whether it is readable, whether it is recursive).

        context has the ids of the containers around; may be overridden."""
        return self._safe_repr(object, context, maxlevels, level)

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in self._plain:
            return repr(object), True, False
        by = kind.__repr__
        if by is int.__repr__:
            return repr(object) if int in self._plain else format(object, "_d"), True, False
        if by not in _brackets:
            text = repr(object)
            return text, text != "" and text[0] != "<", False
        begin, end = _brackets[by]
        if not object:
            return begin + end, True, False
        if by is tuple.__repr__ and len(object) == 1:
            end = ",)"
        me = id(object)
        if maxlevels and maxlevels <= level:
            return begin + "..." + end, False, me in context
        if me in context:
            return _recursion(object), False, True
        parts = object
        if keyed := by is dict.__repr__:
            parts = _itertools.chain.from_iterable(self._pairs(object))
        # Where format() is not overridden, it need not be asked about what is one word anyway.
        one, alone = self.format, frozenset()
        if getattr(one, "__func__", None) is PrettyPrinter.format:
            one, alone = self._safe_repr, self._plain
        texts, readable, recursive = [], True, False
        context[me] = 1
        for part in parts:
            if type(part) in alone:
                texts.append(repr(part))
            else:
                text, its_readable, its_recursive = one(part, context, maxlevels, level + 1)
                texts.append(text)
                readable, recursive = readable and its_readable, recursive or its_recursive
        del context[me]
        if keyed:
            texts = map(": ".join, zip(texts[::2], texts[1::2]))
        return begin + ", ".join(texts) + end, readable, recursive

    def _repr(self, object, context, level):
        # The text alone; format() may leave its marks in a copy of the context only.
        return self.format(object, context.copy(), self._depth, level)[0]

    def _pairs(self, mapping):
        return _sorted_pairs(mapping.items()) if self._sort_dicts else list(mapping.items())

    # ------------------------------------------------------------ several lines

    # In all that follows, indent is the column where the object begins, and allowance how many characters must fit behind
    # it on its last line.

    def _format(self, object, stream, indent, allowance, context, level):
        if id(object) in context:
            stream.write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if indent + len(text) + allowance > self._width and (write := self._writer(object)):
            context[id(object)] = 1
            write(self, object, stream, indent, allowance, context, level + 1)
            del context[id(object)]
        else:
            stream.write(text)

    def _writer(self, object):
        # What writes the object on several lines, if anything.
        write = self._dispatch.get(type(object).__repr__)
        if write is None and _has_generated_repr(object):
            write = _dataclass
        return write

    def _lay_out(self, kind, begin, entries, stream, indent, allowance, context, level):
        # Write what a container begins with and its entries; its end is to be within the allowance.
        # They are items, or rows with keys, each a step from the bracket; rows with names or bare ones, right behind it.
        column = indent + len(begin)
        if kind in ("items", "keys"):
            column += self._indent_per_level - 1
            begin = begin + " " * (self._indent_per_level - 1)
        stream.write(begin)
        if kind == "items":
            self._items(entries, stream, column, allowance, context, level)
            return
        if kind == "keys":
            entries = [(self._repr(key, context, level) + ": ", value) for key, value in entries]
        self._rows(entries, kind == "names", stream, column, allowance, context, level)

    def _rows(self, rows, named, stream, column, allowance, context, level):
        # Each on a line of its own: a text, and the object behind it.
        between = ""
        for number, (text, value) in enumerate(rows, 1):
            stream.write(f"{between}{text}")
            between = ",\n" + " " * column
            if named and id(value) in context:
                # As the repr of such an object shows it.
                stream.write("...")
            else:
                self._format(value, stream, column + len(text), allowance if number == len(rows) else 1, context, level)

    def _items(self, items, stream, column, allowance, context, level):
        # Each on a line of its own, or as many on a line as fit.
        items = list(items)
        newline, between = ",\n" + " " * column, ""
        # What is free on a line, with a comma behind the item.
        line = free = self._width - column + 1
        for number, item in enumerate(items, 1):
            behind = allowance if number == len(items) else 1
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + (2 if number < len(items) else 2 + allowance)
                if needed > free:
                    free, between = line, between and newline
                if needed <= free:
                    stream.write(between + text)
                    free, between = free - needed, ", "
                    continue
            stream.write(between)
            between = newline
            self._format(item, stream, column, behind, context, level)

    def _pieces(self, pieces_of, object, stream, indent, allowance, level):
        # Write a string as several ones, in parentheses where nothing else holds them together.
        alone = level == 1
        indent, allowance = indent + alone, allowance + alone
        pieces = list(pieces_of(object, self._width - indent, allowance))
        text = ("\n" + " " * indent).join(pieces)
        # Text in one piece needs none; bytes have them always.
        stream.write(f"({text})" if alone and (len(pieces) > 1 or isinstance(object, bytes)) else text)


# ---------------------------------------------------------------- strings

def _fill(parts, width, allowance):
    # Reprs of as many parts in a row as fit the width; with the last part, the allowance must fit too.
    held, last = parts[0][:0], len(parts) - 1
    for number, part in enumerate(parts):
        longer = held + part
        if held and len(repr(longer)) > width - (allowance if number == last else 0):
            yield repr(held)
            longer = part
        held = longer
    yield repr(held)


def _text_pieces(text, width, allowance):
    # Cut at line ends, and lines that are too long between words.
    lines = text.splitlines(True)
    for number, line in enumerate(lines, 1):
        behind = allowance if number == len(lines) else 0
        whole = repr(line)
        if len(whole) <= width - behind:
            yield whole
        else:
            import re
            yield from _fill(re.findall(r"\S+\s*|\s+", line), width, behind)


def _byte_pieces(data, width, allowance):
    # Cut between fours; a last four that is complete takes no heed of what follows.
    fours = [data[at:at + 4] for at in range(0, len(data), 4)]
    return _fill(fours, width, allowance if len(data) % 4 else 0)


def _writes(*types):
    # Registers the writer of objects with the reprs of these types.
    def register(write):
        PrettyPrinter._dispatch.update((kind.__repr__, write) for kind in types)
        return write

    return register


@_writes(str)
def _str(self, object, stream, indent, allowance, context, level):
    if object:
        self._pieces(_text_pieces, object, stream, indent, allowance, level)
    else:
        stream.write(repr(object))


@_writes(bytes)
def _bytes(self, object, stream, indent, allowance, context, level):
    if len(object) > 4:
        self._pieces(_byte_pieces, object, stream, indent, allowance, level)
    else:
        stream.write(repr(object))


@_writes(bytearray)
def _bytearray(self, object, stream, indent, allowance, context, level):
    stream.write("bytearray(")
    _bytes(self, bytes(object), stream, indent + 10, allowance + 1, context, level + 1)
    stream.write(")")


# ---------------------------------------------------------------- containers

def _laid_out(*types, empty_too=False):
    # Registers what tells (begin, end, kind of entries, entries) of objects with the reprs of these types.
    def register(tell):
        @_writes(*types)
        def write(self, object, stream, indent, allowance, context, level):
            if empty_too or len(object):
                begin, end, kind, entries = tell(self, object, type(object).__name__)
                self._lay_out(kind, begin, entries, stream, indent, allowance + len(end), context, level)
                stream.write(end)
            else:
                stream.write(repr(object))

        return write

    return register


@_laid_out(list, empty_too=True)
def _list(self, object, name):
    return "[", "]", "items", object


@_laid_out(tuple, empty_too=True)
def _tuple(self, object, name):
    return "(", ",)" if len(object) == 1 else ")", "items", object


@_laid_out(set, frozenset)
def _set(self, object, name):
    begin, end = ("{", "}") if type(object) is set else (name + "({", "})")
    return begin, end, "items", _in_order(object)


@_laid_out(dict, empty_too=True)
def _dict(self, object, name):
    return "{", "}", "keys", self._pairs(object)


@_laid_out(_collections.Counter)
def _counter(self, object, name):
    return name + "({", "})", "keys", object.most_common()


@_laid_out(_collections.OrderedDict)
def _ordered_dict(self, object, name):
    return name + "(", ")", "bare", [("", list(object.items()))]


@_laid_out(_types.MappingProxyType, empty_too=True)
def _mappingproxy(self, object, name):
    return "mappingproxy(", ")", "bare", [("", object.copy())]


@_writes(_collections.ChainMap)
def _chain_map(self, object, stream, indent, allowance, context, level):
    # One of empty mappings is not empty.
    begin = type(object).__name__ + "("
    self._lay_out("bare", begin, [("", each) for each in object.maps], stream, indent, allowance + 1, context, level)
    stream.write(")")


_keys, _values, _entries = map(type, ({}.keys(), {}.values(), {}.items()))


@_laid_out(_keys, _values, _entries, empty_too=True)
def _view(self, object, name):
    # Told apart here, since they may share a __repr__; values have no order.
    if self._sort_dicts and not isinstance(object, _values):
        object = (_in_order if isinstance(object, _keys) else _sorted_pairs)(object)
    return name + "([", "])", "items", object


@_writes(_collections.defaultdict)
def _default_dict(self, object, stream, indent, allowance, context, level):
    if not len(object):
        stream.write(repr(object))
        return
    begin = type(object).__name__ + "("
    column = indent + len(begin)
    stream.write(begin + self._repr(object.default_factory, context, level) + ",\n" + " " * column)
    _dict(self, object, stream, column, allowance + 1, context, level)
    stream.write(")")


@_writes(_collections.deque)
def _deque(self, object, stream, indent, allowance, context, level):
    if not len(object):
        stream.write(repr(object))
        return
    begin, end, behind = type(object).__name__ + "([", "])", allowance + 2
    if object.maxlen is not None:
        # Its last items are not on the last line.
        most = self._repr(object.maxlen, context, level)
        end, behind = "],\n" + " " * (indent + len(begin) - 1) + f"maxlen={most})", 2
    self._lay_out("items", begin, object, stream, indent, behind, context, level)
    stream.write(end)


@_writes(_collections.UserDict, _collections.UserList, _collections.UserString)
def _user_data(self, object, stream, indent, allowance, context, level):
    self._format(object.data, stream, indent, allowance, context, level - 1)


# ---------------------------------------------------------------- objects with attributes

@_writes(_types.SimpleNamespace)
def _namespace(self, object, stream, indent, allowance, context, level, attributes=None):
    if attributes is None:
        attributes = vars(object).items()
    # The built-in type calls itself so.
    name = "namespace" if type(object) is _types.SimpleNamespace else type(object).__name__
    rows = [(f"{attribute}=", value) for attribute, value in attributes]
    self._lay_out("names", name + "(", rows, stream, indent, allowance, context, level)
    stream.write(")")


def _dataclass(self, object, *place):
    from dataclasses import fields
    shown = [(field.name, getattr(object, field.name)) for field in fields(object) if field.repr]
    _namespace(self, object, *place, shown)


def _has_generated_repr(object):
    # Whether the object's repr is the one that the dataclass decorator makes.
    kind = type(object)
    if not hasattr(kind, "__dataclass_fields__") or isinstance(object, type) or not kind.__dataclass_params__.repr:
        return False
    wrapped = getattr(object.__repr__, "__wrapped__", None)
    code = getattr(wrapped, "__code__", None)
    return code is not None and any("__create_fn__" in name for name in (code.co_qualname, wrapped.__qualname__))


# ---------------------------------------------------------------- functions

def pp(object, *args, sort_dicts=False, **kwargs):
    """As pprint(), with dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Print an object prettily to a stream, by default stdout."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Return what pprint() would print."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def _judged(object):
    return PrettyPrinter()._safe_repr(object, {}, None, 0)


def saferepr(object):
    """The repr of an object, also if it contains itself."""
    text, _, _ = _judged(object)
    return text


def isreadable(object):
    """Whether eval() could make the object of its saferepr()."""
    _, readable, _ = _judged(object)
    return readable


def isrecursive(object):
    """Whether the object contains itself."""
    _, _, recursive = _judged(object)
    return recursive
