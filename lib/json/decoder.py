# json.decoder: JSON text to Python objects.

import sys

from . import scanner

try:
    from _json import scanstring as c_scanstring
except ImportError:
    c_scanstring = None

__all__ = ["JSONDecoder", "JSONDecodeError"]

NaN = float("nan")
PosInf = float("inf")
NegInf = float("-inf")

WHITESPACE_STR = " \t\n\r"


class JSONDecodeError(ValueError):
    """Text that is not JSON: msg says why, doc is the text, pos where (also lineno, colno)."""

    # Not called with the message alone, so that it pickles.

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_CONSTANTS = {
    "-Infinity": NegInf,
    "Infinity": PosInf,
    "NaN": NaN,
}

_ESCAPES = {'"': '"', "\\": "\\", "/": "/",
            "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = frozenset("0123456789abcdefABCDEF")


def _skip(s, i):
    # The index of the first character from i on that is not white space.
    n = len(s)
    while i < n and s[i] in WHITESPACE_STR:
        i += 1
    return i


def _hex4(s, pos):
    # The value of the four hexadecimal digits behind the "u" at pos.
    digits = s[pos + 1:pos + 5]
    if len(digits) != 4 or not _HEX.issuperset(digits):
        raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)
    return int(digits, 16)


def py_scanstring(s, end, strict=True):
    """Read a string whose opening quote is before end; return (string, index behind it)."""
    chunks = []
    begin = end - 1
    n = len(s)
    if not 0 <= end <= sys.maxsize:
        if end > 0:
            raise OverflowError("Python int too large to convert to C ssize_t")
        raise ValueError("end is out of bounds")
    while True:
        i = end
        while i < n:
            c = s[i]
            if c == '"' or c == "\\" or c < " " and strict:
                break
            i += 1
        else:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if i > end:
            chunks.append(s[end:i])
        if c == '"':
            return "".join(chunks), i + 1
        if c != "\\":
            raise JSONDecodeError(f"Invalid control character {c!r} at", s, i)
        i += 1
        if i >= n:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = s[i]
        if c != "u":
            try:
                chunks.append(_ESCAPES[c])
            except KeyError:
                raise JSONDecodeError(f"Invalid \\escape: {c!r}", s, i) from None
            end = i + 1
            continue
        code = _hex4(s, i)
        end = i + 5
        if 0xD800 <= code <= 0xDBFF and s.startswith("\\u", end):
            low = _hex4(s, end + 1)
            if 0xDC00 <= low <= 0xDFFF:
                code = 0x10000 + ((code - 0xD800) << 10 | low - 0xDC00)
                end += 6
        chunks.append(chr(code))


scanstring = c_scanstring or py_scanstring


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None):
    """Read an object whose brace is before end; return (object, index behind it)."""
    s, end = s_and_end
    pairs = []
    if memo is None:
        memo = {}
    intern = memo.setdefault
    end = _skip(s, end)
    if s[end:end + 1] == "}":
        end += 1
    else:
        while True:
            if s[end:end + 1] != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes",
                                      s, end)
            key, end = scanstring(s, end + 1, strict)
            key = intern(key, key)
            end = _skip(s, end)
            if s[end:end + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, end)
            end = _skip(s, end + 1)
            try:
                value, end = scan_once(s, end)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            pairs.append((key, value))
            end = _skip(s, end)
            c = s[end:end + 1]
            if c == "}":
                end += 1
                break
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, end)
            comma = end
            end = _skip(s, end + 1)
            if s[end:end + 1] == "}":
                raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), end
    result = dict(pairs)
    if object_hook is not None:
        result = object_hook(result)
    return result, end


def JSONArray(s_and_end, scan_once):
    """Read an array whose bracket is before end; return (list, index behind it)."""
    s, end = s_and_end
    values = []
    end = _skip(s, end)
    if s[end:end + 1] == "]":
        return values, end + 1
    while True:
        try:
            value, end = scan_once(s, end)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        values.append(value)
        end = _skip(s, end)
        c = s[end:end + 1]
        if c == "]":
            return values, end + 1
        if c != ",":
            raise JSONDecodeError("Expecting ',' delimiter", s, end)
        comma = end
        end = _skip(s, end + 1)
        if s[end:end + 1] == "]":
            raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


class JSONDecoder:
    """Decodes JSON: objects become dicts, arrays lists, numbers ints and floats.

    NaN, Infinity and -Infinity are understood too.
    """

    def __init__(self, *, object_hook=None, parse_float=None,
                 parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        """See loads(); without strict, control characters may stand in strings."""
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.parse_object = JSONObject
        self.parse_array = JSONArray
        self.parse_string = scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s):
        """The Python object of a JSON text."""
        obj, end = self.raw_decode(s, _skip(s, 0))
        if end != len(s):
            end = _skip(s, end)
            if end != len(s):
                raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """Decode a text that begins with JSON; return (object, index behind it)."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
