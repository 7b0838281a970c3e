# json: JSON (RFC 8259) to and from Python objects.
# The scanner and encoder are native (_json); the pure Python ones serve where it is blocked.
# Invariant: a call that asks for nothing special makes no encoder or decoder of its own.

r"""JSON (RFC 8259) to and from Python objects.

>>> import json
>>> json.dumps(['spam', {'n': (1, None, 2.5, True)}])
'["spam", {"n": [1, null, 2.5, true]}]'
>>> json.dumps('"\u00e9"')
'"\\"\\u00e9\\""'
>>> print(json.dumps({'b': 1, 'a': []}, indent=2, sort_keys=True))
{
  "a": [],
  "b": 1
}
>>> json.loads('{"a": [1, 2.0, "x", false]}')
{'a': [1, 2.0, 'x', False]}
>>> json.loads('[1, 2')
Traceback (most recent call last):
    ...
json.decoder.JSONDecodeError: Expecting ',' delimiter: line 1 column 6 (char 5)
"""

from .decoder import JSONDecodeError, JSONDecoder
from .encoder import JSONEncoder

__all__ = ["JSONDecodeError", "JSONDecoder", "JSONEncoder", "dump", "dumps", "load", "loads"]

_default_encoder, _default_decoder = JSONEncoder(), JSONDecoder()


# ---------------------------------------------------------------- writing

def _encoder(cls, options, more):
    # The encoder for the keyword arguments of dump and dumps.
    return (JSONEncoder if cls is None else cls)(**options, **more)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
          cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Return an object as a JSON text.

    skipkeys leaves out dict keys that are no basic type; ensure_ascii escapes what is not
    ASCII; allow_nan allows the floats that JSON does not know; indent (spaces, or a string)
    makes it pretty; separators are (item, key); default(obj) turns other objects into ones
    that can be encoded; cls is the JSONEncoder to use.
    """
    if (cls is indent is separators is default is None and ensure_ascii and check_circular
            and allow_nan and not (skipkeys or sort_keys or kw)):
        return _default_encoder.encode(obj)
    return _encoder(cls, dict(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, sort_keys=sort_keys, indent=indent, separators=separators,
        default=default), kw).encode(obj)


def dump(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
         cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Write an object as JSON to a text file; the arguments are those of dumps()."""
    encoder = _default_encoder
    if (kw or sort_keys or skipkeys or not (ensure_ascii and check_circular and allow_nan)
            or not (cls is indent is separators is default is None)):
        encoder = _encoder(cls, dict(
            skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
            allow_nan=allow_nan, sort_keys=sort_keys, indent=indent, separators=separators,
            default=default), kw)
    put = fp.write
    for piece in encoder.iterencode(obj):
        put(piece)


# ---------------------------------------------------------------- reading

# Byte order marks; those of UTF-32 begin with those of UTF-16 and so come first.
_MARKS = (
    ((b"\xff\xfe\0\0", b"\0\0\xfe\xff"), "utf-32"),
    ((b"\xff\xfe", b"\xfe\xff"), "utf-16"),
    ((b"\xef\xbb\xbf",), "utf-8-sig"),
)

# Without a mark: which of the first four bytes are not zero.  The first two characters are
# ASCII, but a text may be just one.
_ZEROS = {
    (False, False): "utf-32-be",
    (False, True): "utf-16-be",
    (True, False, False, False): "utf-32-le",
    (True, False, True, False): "utf-16-le",
    (True, False, True, True): "utf-16-le",
    (True, False, False, True): "utf-16-le",
}


def detect_encoding(b):
    """The encoding of JSON bytes: by a byte order mark, or by where zero bytes are."""
    lead = b[:4]
    if lead.isascii() and 0 not in lead:
        return "utf-8"
    for marks, encoding in _MARKS:
        if b.startswith(marks):
            return encoding
    filled = tuple(map(bool, lead))
    if len(filled) == 2:
        return {(False, True): "utf-16-be", (False, False): "utf-16-be",
                (True, False): "utf-16-le"}.get(filled, "utf-8")
    if len(filled) < 4:
        return "utf-8"
    return _ZEROS.get(filled[:2]) or _ZEROS.get(filled, "utf-8")


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
          parse_constant=None, object_pairs_hook=None, **kw):
    """Deserialize a JSON text (str, bytes or bytearray).

    object_hook(dict) or object_pairs_hook(pairs) makes something else of each object;
    parse_float, parse_int and parse_constant make the numbers of their text; cls is the
    JSONDecoder to use.
    """
    if isinstance(s, (bytes, bytearray)):
        s = s.decode(detect_encoding(s), "surrogatepass")
    elif not isinstance(s, str):
        raise TypeError("the JSON object must be str, bytes or bytearray, "
                        f"not {type(s).__name__}")
    elif s[:1] == "\ufeff":
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    if (cls is object_hook is object_pairs_hook is parse_float is parse_int is parse_constant
            is None and not kw):
        return _default_decoder.decode(s)
    for name, hook in (("object_hook", object_hook), ("object_pairs_hook", object_pairs_hook),
                       ("parse_int", parse_int), ("parse_float", parse_float),
                       ("parse_constant", parse_constant)):
        if hook is not None:    # a decoder of the caller's need not know the others
            kw[name] = hook
    return (JSONDecoder if cls is None else cls)(**kw).decode(s)


def load(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
         parse_constant=None, object_pairs_hook=None, **kw):
    """Deserialize the JSON text that a file holds; the arguments are those of loads()."""
    return loads(fp.read(), cls=cls, object_pairs_hook=object_pairs_hook,
                 object_hook=object_hook, parse_constant=parse_constant, parse_int=parse_int,
                 parse_float=parse_float, **kw)
