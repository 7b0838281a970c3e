# json.encoder: Python objects to JSON text.
# encode() makes the text natively and at once; iterencode() makes it here and piece by piece, for files.

import sys

try:
    import _json as _native
except ImportError:
    _native = None

c_make_encoder, c_encode_basestring, c_encode_basestring_ascii = [
    getattr(_native, name, None) for name in ("make_encoder", "encode_basestring", "encode_basestring_ascii")]

INFINITY = float("inf")

# ---------------------------------------------------------------- strings

# What JSON has no place for in a string, and what is written instead; some have short forms.
ESCAPE_DCT = dict(zip('\\"\b\f\n\r\t', (rf"\{short}" for short in '\\"bfnrt')))
for _code in range(32):
    ESCAPE_DCT.setdefault(chr(_code), f"\\u{_code:04x}")
del _code
_escapes = str.maketrans(ESCAPE_DCT)


def py_encode_basestring(s):
    """The JSON string of a str."""
    return '"' + str.translate(s, _escapes) + '"'


def py_encode_basestring_ascii(s):
    """The JSON string of a str, with what is not ASCII escaped."""
    escaped = str.translate(s, _escapes)
    if not escaped.isascii() or "\x7f" in escaped:
        escaped = "".join([c if c < "\x7f" else _by_number(ord(c)) for c in escaped])
    return '"' + escaped + '"'


def _by_number(code):
    # Characters beyond 16 bits are written as two surrogates.
    if code > 0xFFFF:
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{code:04x}"


encode_basestring = c_encode_basestring or py_encode_basestring
encode_basestring_ascii = c_encode_basestring_ascii or py_encode_basestring_ascii

# ---------------------------------------------------------------- the encoder


class JSONEncoder:
    """Encodes dicts, lists, tuples, strings, numbers, booleans and None as JSON.

    For other objects, a subclass overrides default().
    """

    item_separator, key_separator = ", ", ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        """See dumps(); check_circular finds containers inside themselves."""
        self.indent, self.sort_keys = indent, sort_keys
        self.allow_nan, self.skipkeys = allow_nan, skipkeys
        self.check_circular, self.ensure_ascii = check_circular, ensure_ascii
        if default is not None:
            self.default = default
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            # Lines do not end with a space.
            self.item_separator = ","

    def encode(self, o):
        """The JSON text of an object.

        >>> from json.encoder import JSONEncoder
        >>> JSONEncoder(separators=(',', ':')).encode({'a': [1, 2]})
        '{"a":[1,2]}'
        """
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        return "".join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """Iterate over the pieces of an object's JSON text."""
        text_of = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        open_ones = {} if self.check_circular else None
        if c_make_encoder is None or not _one_shot:
            return _pieces(self, o, open_ones, text_of)
        return c_make_encoder(open_ones, self.default, text_of, self.indent, self.key_separator, self.item_separator,
                              self.sort_keys, self.skipkeys, self.allow_nan)(o, 0)

    def default(self, o):
        """Return an object that can be encoded in place of o, or raise TypeError."""
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")


def _float_text(o, allow_nan):
    if o != o:
        text = "NaN"
    elif o == INFINITY:
        text = "Infinity"
    elif o == -INFINITY:
        text = "-Infinity"
    else:
        return float.__repr__(o)
    if not allow_nan:
        raise ValueError("Out of range float values are not JSON compliant: "
                         + repr(o))
    return text


_no_item = object()


class _Open:
    # A container that is being written.
    __slots__ = "obj", "iterator", "is_dict", "close", "separator", "first", "current"

    def __init__(self, obj, iterator, is_dict, close, separator, first):
        self.obj = obj
        self.iterator = iterator
        self.is_dict = is_dict
        # What ends it, what stands between its items, and before the first.
        self.close = close
        self.separator = separator
        self.first = first
        # The key or index of the item that is being written.
        self.current = _no_item

    def note(self):
        # Where an error happened, as a note for the exception.
        kind = type(self.obj).__name__
        if self.iterator is None:
            return f"when serializing {kind} object"
        return f"when serializing {kind} item {self.current!r}"


def _pieces(options, root, markers, encode_str):
    """Generate the JSON text of an object.

    Not recursive: stack holds the containers that are open, and a result of default() as a
    container of its own."""
    allow_nan = options.allow_nan
    key_separator = options.key_separator
    item_separator = options.item_separator
    indent = options.indent
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    limit = sys.getrecursionlimit()
    int_repr = int.__repr__
    stack = []
    # The number of containers around the value, without those of default().
    level = 0
    value = root
    prefix = ""

    def mark(obj):
        if len(stack) >= limit:
            raise RecursionError("maximum recursion depth exceeded "
                                 "while encoding a JSON object")
        if markers is not None:
            if id(obj) in markers:
                raise ValueError("Circular reference detected")
            markers[id(obj)] = obj

    try:
        while True:
            if isinstance(value, str):
                yield prefix + encode_str(value)
            elif value is None:
                yield prefix + "null"
            elif value is True:
                yield prefix + "true"
            elif value is False:
                yield prefix + "false"
            elif isinstance(value, int):
                # The number, whatever a subclass has for a repr.
                yield prefix + int_repr(value)
            elif isinstance(value, float):
                yield prefix + _float_text(value, allow_nan)
            elif isinstance(value, (list, tuple, dict)):
                is_dict = isinstance(value, dict)
                begin, end = "{}" if is_dict else "[]"
                if not value:
                    yield prefix + begin + end
                else:
                    mark(value)
                    if is_dict:
                        items = value.items()
                        if options.sort_keys:
                            items = sorted(items)
                        items = iter(items)
                    else:
                        items = enumerate(value)
                    level += 1
                    if indent is None:
                        opened = _Open(value, items, is_dict, end, item_separator, begin)
                    else:
                        newline = "\n" + indent * level
                        opened = _Open(value, items, is_dict,
                                       "\n" + indent * (level - 1) + end,
                                       item_separator + newline, begin + newline)
                    opened.first = prefix + opened.first
                    stack.append(opened)
            else:
                mark(value)
                replaced = options.default(value)
                stack.append(_Open(value, None, False, "", "", ""))
                value = replaced
                continue
            # On to the next value: that of the innermost container that has one.
            while stack:
                top = stack[-1]
                if top.iterator is not None:
                    top.current = _no_item
                    item = None
                    if top.is_dict:
                        for key, value in top.iterator:
                            text = _key_text(key, options)
                            if text is None:
                                continue
                            item = encode_str(text) + key_separator
                            top.current = key
                            break
                    else:
                        for top.current, value in top.iterator:
                            item = ""
                            break
                    if item is not None:
                        if top.first is not None:
                            prefix = top.first + item
                            top.first = None
                        else:
                            prefix = top.separator + item
                        break
                    level -= 1
                    if top.first is not None:
                        # All keys were skipped.
                        yield top.first.rstrip("\n" + (indent or "")) + "}"
                    else:
                        yield top.close
                stack.pop()
                if markers is not None:
                    del markers[id(top.obj)]
            else:
                return
    except GeneratorExit:
        raise
    except BaseException as exc:
        for opened in reversed(stack):
            if opened.iterator is None or opened.current is not _no_item:
                exc.add_note(opened.note())
        raise


def _key_text(key, options):
    # The text of a dict key; None if it is to be left out.
    if isinstance(key, str):
        return key
    if isinstance(key, float):
        return _float_text(key, options.allow_nan)
    if key is True:
        return "true"
    if key is False:
        return "false"
    if key is None:
        return "null"
    if isinstance(key, int):
        return int.__repr__(key)
    if options.skipkeys:
        return None
    raise TypeError("keys must be str, int, float, bool or None, "
                    f"not {key.__class__.__name__}")
