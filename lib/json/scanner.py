# json.scanner: reads one JSON value of any kind.

try:
    from _json import make_scanner as c_make_scanner
except ImportError:
    c_make_scanner = None

__all__ = ["make_scanner"]

_number_re = None


def _number_match():
    # Compiled when a scanner in Python is first made.
    global _number_re
    if _number_re is None:
        import re
        _number_re = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
    return _number_re.match


def py_make_scanner(context):
    """A function (string, index) -> (value, end) for a JSONDecoder.

    It raises StopIteration(index) where there is no value."""
    parse_object = context.parse_object
    parse_array = context.parse_array
    parse_string = context.parse_string
    match_number = _number_match()
    strict = context.strict
    parse_float = context.parse_float
    parse_int = context.parse_int
    parse_constant = context.parse_constant
    object_hook = context.object_hook
    object_pairs_hook = context.object_pairs_hook
    memo = context.memo
    words = {"n": ("null", None), "t": ("true", True), "f": ("false", False)}
    constants = {"N": "NaN", "I": "Infinity", "-": "-Infinity"}

    def scan(string, idx):
        try:
            c = string[idx]
        except IndexError:
            raise StopIteration(idx) from None
        if c == '"':
            return parse_string(string, idx + 1, strict)
        if c == "{":
            return parse_object((string, idx + 1), strict, scan,
                                object_hook, object_pairs_hook, memo)
        if c == "[":
            return parse_array((string, idx + 1), scan)
        if c in words:
            word, value = words[c]
            if string.startswith(word, idx):
                return value, idx + len(word)
        m = match_number(string, idx)
        if m is not None:
            integer, frac, exp = m.groups()
            if frac or exp:
                return parse_float(integer + (frac or "") + (exp or "")), m.end()
            return parse_int(integer), m.end()
        if c in constants:
            word = constants[c]
            if string.startswith(word, idx):
                return parse_constant(word), idx + len(word)
        raise StopIteration(idx)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError("idx cannot be negative")
        try:
            return scan(string, idx)
        finally:
            memo.clear()

    return scan_once


make_scanner = c_make_scanner or py_make_scanner
