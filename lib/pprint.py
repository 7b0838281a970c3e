# pprint: objects as text that fits a width.
# A value that fits its line is written by format(); one that does not, by the method for its
# type's __repr__ (so that a subclass with a repr of its own is left alone).

import sys as _sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr",
           "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *,
           compact=False, sort_dicts=True, underscore_numbers=False):
    """Print an object prettily to a stream, by default stdout."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact,
                  sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *,
            compact=False, sort_dicts=True, underscore_numbers=False):
    """Return what pprint() would print."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact,
                         sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """As pprint(), with dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """The repr of an object, also if it contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Whether eval() could make the object of its saferepr()."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Whether the object contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _safe_key:
    """A sort key for any objects: by their order, or by type and address."""

    __slots__ = ["obj"]

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return ((str(type(self.obj)), id(self.obj))
                    < (str(type(other.obj)), id(other.obj)))


def _safe_tuple(t):
    return _safe_key(t[0]), _safe_key(t[1])


def _recursion(object):
    return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))


_builtin_scalars = frozenset({str, bytes, bytearray, float, complex, bool, type(None)})


class PrettyPrinter:
    """Writes objects prettily.

    indent is the step per level, width the most characters on a line, depth the most levels;
    compact puts as many items on a line as fit; underscore_numbers groups digits.
    """

    def __init__(self, indent=1, width=80, depth=None, stream=None, *,
                 compact=False, sort_dicts=True, underscore_numbers=False):
        indent = int(indent)
        width = int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent_per_level = indent
        self._width = width
        # There may be no stdout at all.
        self._stream = stream if stream is not None else _sys.stdout
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        """Print an object, with a newline."""
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        """Return an object's text."""
        from io import StringIO
        sio = StringIO()
        self._format(object, sio, 0, 0, {}, 0)
        return sio.getvalue()

    def isrecursive(self, object):
        """Whether the object contains itself."""
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        """Whether eval() could make the object of its text."""
        s, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """Return (text on one line, whether it is readable, whether it is recursive).

        context has the ids of the containers around; may be overridden."""
        return self._safe_repr(object, context, maxlevels, level)

    # In all methods below: indent is the column where the object begins, allowance how many
    # characters must fit behind it on its last line.

    def _format(self, object, stream, indent, allowance, context, level):
        objid = id(object)
        if objid in context:
            stream.write(_recursion(object))
            self._recursive = True
            self._readable = False
            return
        rep = self._repr(object, context, level)
        if len(rep) > self._width - indent - allowance:
            method = self._dispatch.get(type(object).__repr__)
            if method is None and _has_generated_repr(object):
                method = PrettyPrinter._pprint_dataclass
            if method is not None:
                context[objid] = 1
                method(self, object, stream, indent, allowance, context, level + 1)
                del context[objid]
                return
        stream.write(rep)

    def _repr(self, object, context, level):
        text, readable, recursive = self.format(object, context.copy(), self._depth, level)
        if not readable:
            self._readable = False
        if recursive:
            self._recursive = True
        return text

    def _open(self, stream, text):
        # What begins a container, up to its first item.
        stream.write(text)
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * " ")

    # ---------------------------------------- items

    def _format_items(self, items, stream, indent, allowance, context, level):
        # The items of a list, and of what looks like one.
        write = stream.write
        indent += self._indent_per_level
        if self._indent_per_level > 1:
            write((self._indent_per_level - 1) * " ")
        newline = ",\n" + " " * indent
        separator = ""
        # What is free on the line, with a comma behind the item.
        free = line = self._width - indent + 1
        items = list(items)
        last = len(items) - 1
        for i, item in enumerate(items):
            if i == last:
                line -= allowance
                free -= allowance
            if self._compact:
                rep = self._repr(item, context, level)
                need = len(rep) + 2
                if free < need:
                    free = line
                    if separator:
                        separator = newline
                if free >= need:
                    free -= need
                    write(separator)
                    separator = ", "
                    write(rep)
                    continue
            write(separator)
            separator = newline
            self._format(item, stream, indent, allowance if i == last else 1, context, level)

    def _format_pairs(self, pairs, stream, indent, allowance, context, level):
        # Texts, each with the object that follows it on the line.
        newline = ",\n" + " " * indent
        last = len(pairs) - 1
        for i, (text, ent) in enumerate(pairs):
            stream.write(text)
            self._format(ent, stream, indent + len(text), allowance if i == last else 1,
                         context, level)
            if i != last:
                stream.write(newline)

    def _format_dict_items(self, items, stream, indent, allowance, context, level):
        pairs = [(self._repr(key, context, level) + ": ", ent) for key, ent in items]
        self._format_pairs(pairs, stream, indent + self._indent_per_level, allowance,
                           context, level)

    def _format_namespace_items(self, items, stream, indent, allowance, context, level):
        newline = ",\n" + " " * indent
        last = len(items) - 1
        for i, (key, ent) in enumerate(items):
            stream.write(f"{key}=")
            if id(ent) in context:
                # As the repr of such an object shows it.
                stream.write("...")
            else:
                self._format(ent, stream, indent + len(key) + 1,
                             allowance if i == last else 1, context, level)
            if i != last:
                stream.write(newline)

    def _items_of(self, mapping):
        if self._sort_dicts:
            return sorted(mapping.items(), key=_safe_tuple)
        return list(mapping.items())

    # ---------------------------------------- types

    _dispatch = {}

    def _pprint_dict(self, object, stream, indent, allowance, context, level):
        self._open(stream, "{")
        if len(object):
            self._format_dict_items(self._items_of(object), stream, indent, allowance + 1,
                                    context, level)
        stream.write("}")

    _dispatch[dict.__repr__] = _pprint_dict

    def _pprint_ordered_dict(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "(")
        self._format(list(object.items()), stream, indent + len(name) + 1, allowance + 1,
                     context, level)
        stream.write(")")

    def _pprint_list(self, object, stream, indent, allowance, context, level):
        stream.write("[")
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write("]")

    _dispatch[list.__repr__] = _pprint_list

    def _pprint_tuple(self, object, stream, indent, allowance, context, level):
        stream.write("(")
        end = ",)" if len(object) == 1 else ")"
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    _dispatch[tuple.__repr__] = _pprint_tuple

    def _pprint_set(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        typ = object.__class__
        if typ is set:
            stream.write("{")
            end = "}"
        else:
            stream.write(typ.__name__ + "({")
            end = "})"
            indent += len(typ.__name__) + 1
        self._format_items(sorted(object, key=_safe_key), stream, indent,
                           allowance + len(end), context, level)
        stream.write(end)

    _dispatch[set.__repr__] = _pprint_set
    _dispatch[frozenset.__repr__] = _pprint_set

    def _pprint_str(self, object, stream, indent, allowance, context, level):
        # Cut at line ends, and lines that are too long between words.
        if not len(object):
            stream.write(repr(object))
            return
        if level == 1:
            # In parentheses.
            indent += 1
            allowance += 1
        width = self._width - indent
        chunks = []
        lines = object.splitlines(True)
        for i, line in enumerate(lines):
            last_line = i == len(lines) - 1
            rep = repr(line)
            if len(rep) <= width - (allowance if last_line else 0):
                chunks.append(rep)
                continue
            words = _words(line)
            current = ""
            for j, word in enumerate(words):
                at_end = last_line and j == len(words) - 1
                candidate = current + word
                if len(repr(candidate)) > width - (allowance if at_end else 0):
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            stream.write(rep)
            return
        text = ("\n" + " " * indent).join(chunks)
        stream.write(f"({text})" if level == 1 else text)

    _dispatch[str.__repr__] = _pprint_str

    def _pprint_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
        chunks = _wrap_bytes_repr(object, self._width - indent, allowance)
        text = ("\n" + " " * indent).join(chunks)
        stream.write(f"({text})" if parens else text)

    _dispatch[bytes.__repr__] = _pprint_bytes

    def _pprint_bytearray(self, object, stream, indent, allowance, context, level):
        stream.write("bytearray(")
        self._pprint_bytes(bytes(object), stream, indent + 10, allowance + 1, context,
                           level + 1)
        stream.write(")")

    _dispatch[bytearray.__repr__] = _pprint_bytearray

    def _pprint_mappingproxy(self, object, stream, indent, allowance, context, level):
        stream.write("mappingproxy(")
        self._format(object.copy(), stream, indent + 13, allowance + 1, context, level)
        stream.write(")")

    _dispatch[type(type.__dict__).__repr__] = _pprint_mappingproxy

    def _pprint_dict_view(self, object, stream, indent, allowance, context, level):
        # Of the keys or values of a dict.
        name = object.__class__.__name__
        self._pprint_view(name, object, isinstance(object, type({}.keys())), stream, indent,
                          allowance, context, level)

    def _pprint_view(self, name, entries, sortable, stream, indent, allowance, context, level):
        stream.write(name + "([")
        if self._sort_dicts and sortable:
            entries = sorted(entries, key=_safe_key)
        self._format_items(entries, stream, indent + len(name) + 1, allowance + 2, context,
                           level)
        stream.write("])")

    def _pprint_dict_items(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        entries = sorted(object, key=_safe_tuple) if self._sort_dicts else list(object)
        self._pprint_view(name, entries, False, stream, indent, allowance, context, level)

    _dispatch[type({}.keys()).__repr__] = _pprint_dict_view
    # Values have the same repr function in some implementations: told apart by the method.
    _dispatch[type({}.values()).__repr__] = _pprint_dict_view
    _dispatch[type({}.items()).__repr__] = _pprint_dict_items

    def _pprint_simplenamespace(self, object, stream, indent, allowance, context, level):
        cls = object.__class__
        # The built-in type calls itself so.
        name = "namespace" if cls is type(_sys.implementation) else cls.__name__
        stream.write(name + "(")
        self._format_namespace_items(list(object.__dict__.items()), stream,
                                     indent + len(name) + 1, allowance, context, level)
        stream.write(")")

    _dispatch[type(_sys.implementation).__repr__] = _pprint_simplenamespace

    def _pprint_dataclass(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        from dataclasses import fields
        items = [(f.name, getattr(object, f.name)) for f in fields(object) if f.repr]
        stream.write(name + "(")
        self._format_namespace_items(items, stream, indent + len(name) + 1, allowance,
                                     context, level)
        stream.write(")")

    def _pprint_default_dict(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = object.__class__.__name__
        indent += len(name) + 1
        stream.write(f"{name}({factory},\n{' ' * indent}")
        self._pprint_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(")")

    def _pprint_counter(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        self._open(stream, name + "({")
        self._format_dict_items(object.most_common(), stream, indent + len(name) + 1,
                                allowance + 2, context, level)
        stream.write("})")

    def _pprint_chain_map(self, object, stream, indent, allowance, context, level):
        if not len(object.maps):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "(")
        indent += len(name) + 1
        self._format_pairs([("", m) for m in object.maps], stream, indent, allowance + 1,
                           context, level)
        stream.write(")")

    def _pprint_deque(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "([")
        indent += len(name) + 1
        if object.maxlen is None:
            self._format_items(object, stream, indent, allowance + 2, context, level)
            stream.write("])")
        else:
            self._format_items(object, stream, indent, 2, context, level)
            maxlen = self._repr(object.maxlen, context, level)
            stream.write(f"],\n{' ' * indent}maxlen={maxlen})")

    def _pprint_user_data(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    # ---------------------------------------- one line

    def _safe_repr(self, object, context, maxlevels, level):
        typ = type(object)
        if typ in _builtin_scalars:
            return repr(object), True, False
        r = getattr(typ, "__repr__", None)
        if issubclass(typ, int) and r is int.__repr__:
            return (f"{object:_d}" if self._underscore_numbers else repr(object)), True, False
        if issubclass(typ, dict) and r is dict.__repr__:
            begin, end = "{}"
            is_dict = True
        elif issubclass(typ, list) and r is list.__repr__:
            begin, end = "[]"
            is_dict = False
        elif issubclass(typ, tuple) and r is tuple.__repr__:
            begin = "("
            end = ",)" if len(object) == 1 else ")"
            is_dict = False
        else:
            rep = repr(object)
            return rep, bool(rep and not rep.startswith("<")), False
        if not object:
            return begin + end, True, False
        objid = id(object)
        if maxlevels and level >= maxlevels:
            return f"{begin}...{end}", False, objid in context
        if objid in context:
            return _recursion(object), False, True
        context[objid] = 1
        readable = True
        recursive = False
        level += 1

        def text_of(part):
            nonlocal readable, recursive
            text, part_readable, part_recursive = self.format(part, context, maxlevels, level)
            readable = readable and part_readable
            recursive = recursive or part_recursive
            return text

        if is_dict:
            parts = [f"{text_of(k)}: {text_of(v)}" for k, v in self._items_of(object)]
        else:
            parts = [text_of(part) for part in object]
        del context[objid]
        return begin + ", ".join(parts) + end, readable, recursive


def _register_collections():
    # The containers of the collections module, which is loaded anyway by nearly all.
    import collections
    dispatch = PrettyPrinter._dispatch
    for cls, method in (
            (collections.OrderedDict, PrettyPrinter._pprint_ordered_dict),
            (collections.defaultdict, PrettyPrinter._pprint_default_dict),
            (collections.Counter, PrettyPrinter._pprint_counter),
            (collections.ChainMap, PrettyPrinter._pprint_chain_map),
            (collections.deque, PrettyPrinter._pprint_deque),
            (collections.UserDict, PrettyPrinter._pprint_user_data),
            (collections.UserList, PrettyPrinter._pprint_user_data),
            (collections.UserString, PrettyPrinter._pprint_user_data)):
        dispatch[cls.__repr__] = method


_register_collections()
del _register_collections


def _has_generated_repr(object):
    # Whether the object's repr is the one that the dataclass decorator makes.
    cls = type(object)
    if not hasattr(cls, "__dataclass_fields__") or isinstance(object, type):
        return False
    if not cls.__dataclass_params__.repr:
        return False
    wrapped = getattr(object.__repr__, "__wrapped__", None)
    code = getattr(wrapped, "__code__", None)
    return code is not None and ("__create_fn__" in code.co_qualname
                                 or "__create_fn__" in wrapped.__qualname__)


def _words(line):
    # The words of a line, each with the white space behind it.
    words = []
    start = i = 0
    n = len(line)
    while i < n:
        while i < n and not line[i].isspace():
            i += 1
        while i < n and line[i].isspace():
            i += 1
        words.append(line[start:i])
        start = i
    return words


def _wrap_bytes_repr(object, width, allowance):
    current = b""
    last = len(object) // 4 * 4
    for i in range(0, len(object), 4):
        part = object[i:i + 4]
        candidate = current + part
        if i == last:
            width -= allowance
        if len(repr(candidate)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current = candidate
    if current:
        yield repr(current)
