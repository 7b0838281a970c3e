# The IDNA codec (RFC 3490): domain names with Unicode, label by label.

import codecs

# What separates labels.
_dots = ".\u3002\uff0e\uff61"

ace_prefix = b"xn--"
sace_prefix = "xn--"

# Characters that mean nothing in names (RFC 3454, table B.1).
_nothing = frozenset("\u00ad\u034f\u1806\u180b\u180c\u180d\u200b\u200c\u200d\u2060"
                     "\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09"
                     "\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f\ufeff")
# Characters that change or hide text (tables C.2.2, C.8 and C.9), beside those of the categories
# that are not allowed.
_forbidden = frozenset("\u06dd\u070f\u180e\u2061\u2062\u2063\U0001d173\U0001d174\U0001d175\U0001d176"
                       "\U0001d177\U0001d178\U0001d179\U0001d17a\u0340\u0341\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
                       "\u206a\u206b\u206c\u206d\u206e\u206f\ufff9\ufffa\ufffb\ufffc\ufffd")


def nameprep(label):
    """Make labels that mean the same the same (RFC 3491)."""
    import unicodedata
    label = "".join([c for c in label if c not in _nothing])
    label = unicodedata.normalize("NFKC", label)
    label = unicodedata.normalize("NFKC", label.casefold())
    for i, c in enumerate(label):
        if c.isascii():
            continue
        category = unicodedata.category(c)
        if (category in ("Cc", "Cs", "Co", "Zs", "Zl", "Zp") or c in _forbidden
                or 0x2ff0 <= ord(c) <= 0x2ffb or ord(c) & 0xfffe == 0xfffe
                or 0xe0000 <= ord(c) <= 0xe007f):
            raise UnicodeEncodeError("idna", label, i, i + 1, f"Invalid character {c!r}")
    # Text that runs from right to left must do so from end to end.
    kinds = [unicodedata.bidirectional(c) for c in label]
    if any(kind in ("R", "AL") for kind in kinds):
        for i, kind in enumerate(kinds):
            if kind == "L":
                raise UnicodeEncodeError("idna", label, i, i + 1, "Violation of BIDI "
                                         "requirement 2")
        if kinds[0] not in ("R", "AL"):
            raise UnicodeEncodeError("idna", label, 0, 1, "Violation of BIDI requirement 3")
        if kinds[-1] not in ("R", "AL"):
            raise UnicodeEncodeError("idna", label, len(label) - 1, len(label),
                                     "Violation of BIDI requirement 3")
    return label


def _check_length(label, data):
    if not data:
        raise UnicodeEncodeError("idna", label, 0, 1, "label empty")
    if len(data) >= 64:
        raise UnicodeEncodeError("idna", label, 0, len(label), "label too long")
    return data


def ToASCII(label):
    """A label in ASCII."""
    if label.isascii():
        return _check_length(label, label.encode("ascii"))
    prepared = nameprep(label)
    if prepared.isascii():
        return _check_length(label, prepared.encode("ascii"))
    if prepared.lower().startswith(sace_prefix):
        raise UnicodeEncodeError("idna", label, 0, len(sace_prefix),
                                 "Label starts with ACE prefix")
    from .punycode import punycode_encode
    return _check_length(label, ace_prefix + punycode_encode(prepared))


def ToUnicode(label):
    """A label in Unicode."""
    if len(label) > 1024:
        # Decoding takes time by the square of the length; no label is that long.
        data = label.encode("utf-8", "backslashreplace") if isinstance(label, str) else label
        raise UnicodeDecodeError("idna", data, 0, len(data), "label way too long")
    if isinstance(label, bytes):
        data = label
    elif label.isascii():
        data = label.encode("ascii")
    else:
        prepared = nameprep(label)
        try:
            data = prepared.encode("ascii")
        except UnicodeEncodeError as exc:
            raise UnicodeEncodeError("idna", label, exc.start, exc.end,
                                     "Invalid IDN label") from None
    if not data.lower().startswith(ace_prefix):
        return str(data, "ascii")
    from .punycode import punycode_decode
    try:
        result = punycode_decode(data[len(ace_prefix):])
    except UnicodeDecodeError as exc:
        offset = len(ace_prefix)
        raise UnicodeDecodeError("idna", data, offset + exc.start, offset + exc.end,
                                 exc.reason) from None
    # It must come back the same.
    if str(data, "ascii").lower() != str(ToASCII(result), "ascii"):
        raise UnicodeDecodeError("idna", data, 0, len(data),
                                 f"IDNA does not round-trip, {data!r}")
    return result


def _split(text):
    # The labels of a name, with the dots between them.
    for dot in _dots[1:]:
        text = text.replace(dot, ".")
    return text.split(".")


def _divide(labels, dot, final):
    # The labels that are whole, the dot behind them, and how much input both are.
    whole = labels if final and labels[-1] else labels[:-1]     # the last one may go on
    end = dot if 0 < len(whole) < len(labels) else dot[:0]
    return whole, end, sum(map(len, whole)) + max(len(whole) - 1, 0) + len(end)


def _allow(errors, *handlings):
    if errors not in handlings:
        raise UnicodeError(f"Unsupported error handling: {errors}")


def _convert(labels, convert, whole, error):
    # The labels converted; what is wrong with one is told as an error of the whole input.
    result, offset = [], 0
    for label in labels:
        try:
            result.append(convert(label))
        except (UnicodeEncodeError, UnicodeDecodeError) as exc:
            raise error("idna", whole, offset + exc.start, offset + exc.end,
                        exc.reason) from None
        offset += len(label) + 1
    return result


def _convert_name(labels, convert, whole, error):
    # The same for all labels of a name; only the last may be empty, behind a dot at the end.
    named = labels if labels[-1] else labels[:-1]
    return _convert(named, convert, whole, error) + labels[len(named):]


def encode(input, errors="strict"):
    _allow(errors, "strict")
    if not input:
        return b"", 0
    if not input.isascii():
        done = _convert_name(_split(input), ToASCII, input, UnicodeEncodeError)
        return b".".join([label or b"" for label in done]), len(input)
    # Nothing is to be converted, only to be checked.
    start = 0
    for label in input.split("."):
        end = start + len(label)
        if end - start >= 64:
            raise UnicodeEncodeError("idna", input, start, end, "label too long")
        if end == start < len(input):
            raise UnicodeEncodeError("idna", input, start, start + 1, "label empty")
        start = end + 1
    return input.encode("ascii"), len(input)


def decode(input, errors="strict"):
    _allow(errors, "strict", "ignore", "replace")
    if not input:
        return "", 0
    data = bytes(input)
    if data.isascii() and ace_prefix not in data.lower():
        return data.decode("ascii"), len(input)

    def tolerant(label):
        try:
            return ToUnicode(label)
        except (UnicodeEncodeError, UnicodeDecodeError):
            return label.decode("ascii", errors)

    done = _convert_name(data.split(b"."), ToUnicode if errors == "strict" else tolerant,
                         data, UnicodeDecodeError)
    return ".".join([label or "" for label in done]), len(input)


class Codec(codecs.Codec):
    def encode(self, input, errors="strict"):
        return encode(input, errors)

    def decode(self, input, errors="strict"):
        return decode(input, errors)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        _allow(errors, "strict")
        if not input:
            return b"", 0
        labels, end, size = _divide(_split(input), b".", final)
        return b".".join(_convert(labels, ToASCII, input, UnicodeEncodeError)) + end, size


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        _allow(errors, "strict")
        if not input:
            return "", 0
        if isinstance(input, str):
            labels = _split(input)
        else:
            try:
                input = str(input, "ascii")
            except (UnicodeEncodeError, UnicodeDecodeError) as exc:
                raise UnicodeDecodeError("idna", input, exc.start, exc.end,
                                         exc.reason) from None
            labels = input.split(".")
        labels, end, size = _divide(labels, ".", final)
        whole = input.encode("ascii", "backslashreplace")
        return ".".join(_convert(labels, ToUnicode, whole, UnicodeDecodeError)) + end, size


class StreamReader(Codec, codecs.StreamReader):
    """The codec on a stream; names must be whole in what it has."""


class StreamWriter(Codec, codecs.StreamWriter):
    """The codec on a stream; names must be whole in each write."""


def getregentry():
    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter,
                            IncrementalEncoder, IncrementalDecoder, "idna")
