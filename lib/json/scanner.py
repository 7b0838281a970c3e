# json.scanner: reads one JSON value of any kind.
# Invariant: a scanner raises StopIteration(index) where no value begins, and keeps no memory of
# the keys it met from one call to the next.

__all__ = ["make_scanner"]

try:
    import _json as _native
except ImportError:
    _native = None
c_make_scanner = getattr(_native, "make_scanner", None)

# The first characters of the words that are values, and of those that parse_constant makes.
_WORDS = {word[0]: (word, value)
          for word, value in (("true", True), ("false", False), ("null", None))}
_CONSTANTS = {word[0]: word for word in ("NaN", "Infinity", "-Infinity")}

_number = None


def _find_number(string, at):
    # The match of a number: its integer digits, its fraction, its exponent.
    global _number
    if _number is None:    # compiled when first asked for
        import re
        _number = re.compile(r"(?P<whole>-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?").match
    return _number(string, at)


def py_make_scanner(context):
    """A function (string, index) -> (value, end) for a JSONDecoder."""
    from operator import attrgetter
    strict, seen_keys, hook, pairs_hook = attrgetter(
        "strict", "memo", "object_hook", "object_pairs_hook")(context)
    to_string, to_array, to_object, to_int, to_float, to_constant = attrgetter(
        *["parse_" + kind for kind in ("string", "array", "object", "int", "float", "constant")]
    )(context)

    def read_string(string, at):
        return to_string(string, at + 1, strict)

    def read_array(string, at):
        return to_array((string, at + 1), read)

    def read_object(string, at):
        return to_object((string, at + 1), strict, read, hook, pairs_hook, seen_keys)

    def read_word(string, at):
        word, value = _WORDS[string[at]]
        if not string.startswith(word, at):
            raise StopIteration(at)
        return value, at + len(word)

    def read_number(string, at):
        found = _find_number(string, at)
        if found is None:
            word = _CONSTANTS.get(string[at])
            if word is None or not string.startswith(word, at):
                raise StopIteration(at)
            return to_constant(word), at + len(word)
        make = to_int if found.lastindex == 1 else to_float
        return make(found.group()), found.end()

    readers = {'"': read_string, "[": read_array, "{": read_object,
               **dict.fromkeys(_WORDS, read_word)}

    def read(string, at):
        if at >= len(string):
            raise StopIteration(at)
        return readers.get(string[at], read_number)(string, at)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError("idx cannot be negative")
        try:
            return read(string, idx)
        finally:
            seen_keys.clear()

    return scan_once


make_scanner = py_make_scanner if c_make_scanner is None else c_make_scanner
