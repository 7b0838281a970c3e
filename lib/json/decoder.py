# json.decoder: JSON text to Python objects.
# Invariant: a reader of one kind of value gets (text, index) and gives (value, index behind it); all errors are
# JSONDecodeErrors, but a value that does not begin is StopIteration(index) until whoever wanted it says what was wanted.

import sys

from . import scanner

__all__ = ["JSONDecodeError", "JSONDecoder"]

try:
    from _json import scanstring
except ImportError:
    c_scanstring = None
else:
    c_scanstring = scanstring

WHITESPACE_STR = " \t\n\r"
NaN, PosInf, NegInf = map(float, ("nan", "inf", "-inf"))


class JSONDecodeError(ValueError):
    """Text that is not JSON: msg says why, doc is the text, pos where (also lineno, colno)."""

    def __init__(self, msg, doc, pos):
        line_begin = doc.rfind("\n", 0, pos)
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno, self.colno = 1 + doc.count("\n", 0, pos), pos - line_begin
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")

    def __reduce__(self):
        # The arguments are more than the message that args has.
        return type(self), (self.msg, self.doc, self.pos)


class JSONDecoder:
    """Decodes JSON: objects become dicts, arrays lists, numbers ints and floats.

    NaN, Infinity and -Infinity are understood too.
    """

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        """See loads(); without strict, control characters may stand in strings."""
        self.strict = strict
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        # What the scanner calls for each kind of value; float also takes the names of the constants.
        self.parse_int, self.parse_float = parse_int or int, parse_float or float
        self.parse_constant = parse_constant or float
        self.parse_string, self.parse_array, self.parse_object = scanstring, JSONArray, JSONObject
        # The keys met in one text, of which each is made once.
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def raw_decode(self, s, idx=0):
        """Decode a text that begins with JSON; return (object, index behind it)."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as none:
            raise _no_value(s, none) from None

    def decode(self, s):
        """The Python object of a JSON text."""
        value, end = self.raw_decode(s, _skip(s, 0))
        if end < len(s) and (end := _skip(s, end)) < len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value


def _no_value(s, stop):
    return JSONDecodeError("Expecting value", s, stop.value)


def _skip(s, at):
    # The index of the first character from at on that is not white space.
    try:
        while s[at] in WHITESPACE_STR:
            at += 1
    except IndexError:
        at = len(s)
    return at


# ---------------------------------------------------------------- objects and arrays, where there is no native scanner

def JSONArray(s_and_end, scan_once):
    """Read an array whose bracket is before end; return (list, index behind it)."""
    values = []
    return values, _members(*s_and_end, "]", "array", _value_reader(scan_once), values.append)


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None):
    """Read an object whose brace is before end; return (object, index behind it)."""
    read_value = _value_reader(scan_once)
    once = ({} if memo is None else memo).setdefault

    def read_pair(s, at):
        if not s.startswith('"', at):
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
        key, at = scanstring(s, at + 1, strict)
        at = _skip(s, at)
        if not s.startswith(":", at):
            raise JSONDecodeError("Expecting ':' delimiter", s, at)
        value, at = read_value(s, _skip(s, at + 1))
        return (once(key, key), value), at

    pairs = []
    end = _members(*s_and_end, "}", "object", read_pair, pairs.append)
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs), end
    made = dict(pairs)
    return (made if object_hook is None else object_hook(made)), end


def _value_reader(scan_once):
    def read_value(s, at):
        try:
            return scan_once(s, at)
        except StopIteration as none:
            raise _no_value(s, none) from None

    return read_value


def _members(s, at, closing, kind, read, keep):
    # Read what stands between commas and keep it; the index behind the closing bracket.
    at = _skip(s, at)
    if s.startswith(closing, at):
        return at + 1
    while True:
        member, at = read(s, at)
        keep(member)
        at = _skip(s, at)
        if s.startswith(closing, at):
            return at + 1
        if not s.startswith(",", at):
            raise JSONDecodeError("Expecting ',' delimiter", s, at)
        comma, at = at, _skip(s, at + 1)
        if s.startswith(closing, at):
            raise JSONDecodeError(f"Illegal trailing comma before end of {kind}", s, comma)


# ---------------------------------------------------------------- strings, where there is no native scanner

_escapes = dict(zip('"\\/bfnrt', '"\\/\b\f\n\r\t'))
_hexadecimal = frozenset("0123456789abcdefABCDEF")
# Finds what can be taken as it stands, by strict; compiled when first asked for.
_plain = {}


def py_scanstring(s, end, strict=True):
    """Read a string whose opening quote is before end; return (string, index behind it)."""
    if not 0 <= end <= sys.maxsize:
        if end < 0:
            raise ValueError("end is out of bounds")
        raise OverflowError("Python int too large to convert to C ssize_t")
    strict, quote, parts = bool(strict), end - 1, []
    if strict not in _plain:
        import re
        _plain[strict] = re.compile(r'[^"\\\x00-\x1f]*' if strict else r'[^"\\]*').match
    while True:
        plain = _plain[strict](s, end)
        parts.append(plain[0])
        at = plain.end()
        match s[at:at + 1]:
            case '"':
                return "".join(parts), at + 1
            case "\\" if at + 1 < len(s):
                part, end = _unescaped(s, at + 1)
                parts.append(part)
            case "" | "\\":
                raise JSONDecodeError("Unterminated string starting at", s, quote)
            case control:
                raise JSONDecodeError(f"Invalid control character {control!r} at", s, at)


def _unescaped(s, at):
    # What the escape means that goes on at this index.
    kind = s[at]
    if kind == "u":
        code, end = _code(s, at)
        # Two that are surrogates are one character.
        if 0xD800 <= code < 0xDC00 and s.startswith("\\u", end):
            low, behind = _code(s, end + 1)
            if 0xDC00 <= low < 0xE000:
                return chr(0x10000 + (code % 0x400 << 10) + low % 0x400), behind
        return chr(code), end
    if kind not in _escapes:
        raise JSONDecodeError(f"Invalid \\escape: {kind!r}", s, at)
    return _escapes[kind], at + 1


def _code(s, at):
    # The value of the four hexadecimal digits behind the "u" at this index.
    digits = s[at + 1:at + 5]
    if len(digits) < 4 or not _hexadecimal.issuperset(digits):
        raise JSONDecodeError("Invalid \\uXXXX escape", s, at)
    return int(digits, 16), at + 5


if c_scanstring is None:
    scanstring = py_scanstring
