"""Base 16, 32, 64 and 85 between binary data and ASCII (RFC 4648, and the Ascii85 family)"""

import binascii

import _basen

__all__ = [verb + code for verb in ("encode", "decode") for code in ("", "bytes")]
__all__ += [code + verb for verb in ("encode", "decode")
            for code in "b16 b32 b32hex b64 standard_b64 urlsafe_b64 a85 b85 z85".split()]

# A line of MIME's base64, and how many bytes fill it.
MAXLINESIZE, MAXBINSIZE = 76, 57

bytes_types = (bytes, bytearray)

_UPPER, _LOWER, _DIGITS = bytes(range(65, 91)), bytes(range(97, 123)), bytes(range(48, 58))
_B32 = _UPPER + b"234567"
_B32HEX = _DIGITS + _UPPER[:22]
_A85 = bytes(range(33, 33 + 85))
_B85 = _DIGITS + _UPPER + _LOWER + b"!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = _DIGITS + _LOWER + _UPPER + b".-:+=^!/*?&<>()[]{}@%$#"

_TO_URL, _FROM_URL = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")


def _raw(s):
    # What an encoder is given: bytes or something like it.
    return s if isinstance(s, bytes_types) else memoryview(s).tobytes()


def _ascii(s):
    # What a decoder is given: the same, or a str of ASCII.
    if not isinstance(s, str):
        try:
            return _raw(s)
        except TypeError:
            name = type(s).__name__
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {name!r}")
    if s.isascii():
        return s.encode()
    raise ValueError("string argument should contain only ASCII characters")


def _exactly(count, chars):
    assert len(chars) == count, repr(chars)
    return chars


# ---------------------------------------------------------------- base 64

def b64encode(s, altchars=None):
    """The base64 of bytes-like s, as bytes.

    altchars, two bytes, stand for "+" and "/"."""
    text = binascii.b2a_base64(s, newline=False)
    return text if altchars is None else text.translate(bytes.maketrans(b"+/", _exactly(2, altchars)))


def b64decode(s, altchars=None, validate=False):
    """The data whose base64 s is, bytes-like or a str of ASCII.

    altchars, two characters, stand for "+" and "/".  Characters outside the alphabet are
    skipped, unless validate asks for a binascii.Error; wrong padding is one in any case."""
    text = _ascii(s)
    if altchars is not None:
        text = text.translate(bytes.maketrans(_exactly(2, _ascii(altchars)), b"+/"))
    return binascii.a2b_base64(text, strict_mode=validate)


def standard_b64encode(s):
    """The base64 of bytes-like s in the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """The data whose base64 in the standard alphabet s is."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """The base64 of bytes-like s with "-" and "_" in place of "+" and "/"."""
    return binascii.b2a_base64(s, newline=False).translate(_TO_URL)


def urlsafe_b64decode(s):
    """The data whose base64 with "-" and "_" s is."""
    return binascii.a2b_base64(_ascii(s).translate(_FROM_URL))


# ---------------------------------------------------------------- MIME's lines, and files of them

def _one_row_of_bytes(s):
    found = type(s).__name__
    try:
        view = memoryview(s)
    except TypeError as e:
        raise TypeError(f"expected bytes-like object, not {found}") from e
    if view.format not in ("B", "b", "c"):
        raise TypeError(f"expected single byte elements, not {view.format!r} from {found}")
    if view.ndim != 1:
        raise TypeError(f"expected 1-D data, not {view.ndim}-D data from {found}")
    return s


def encodebytes(s):
    """The base64 of bytes-like s in lines of up to 76 characters."""
    _one_row_of_bytes(s)
    line = binascii.b2a_base64
    return b"".join([line(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE)])


def decodebytes(s):
    """The data whose base64, in lines, bytes-like s is."""
    return binascii.a2b_base64(_one_row_of_bytes(s))


def encode(input, output):
    """Read binary file input and write its base64 in lines to output."""
    full = True
    while full:
        chunk = b""
        while full and len(chunk) < MAXBINSIZE:
            more = input.read(MAXBINSIZE - len(chunk))
            full = bool(more)
            chunk += more
        if chunk:
            output.write(binascii.b2a_base64(chunk))


def decode(input, output):
    """Read lines of base64 from input and write the data to binary file output."""
    for line in iter(input.readline, b""):
        output.write(binascii.a2b_base64(line))


# ---------------------------------------------------------------- base 32 and 16

def b32encode(s):
    """The base32 of bytes-like s, as bytes."""
    return _basen.b32encode(_raw(s), _B32)


def b32hexencode(s):
    """The base32hex of bytes-like s, as bytes."""
    return _basen.b32encode(_raw(s), _B32HEX)


def b16encode(s):
    """The hexadecimal digits of bytes-like s, in upper case, as bytes."""
    return binascii.hexlify(s).upper()


def _cased(s, casefold):
    text = _ascii(s)
    return text.upper() if casefold else text


def b32decode(s, casefold=False, map01=None):
    """The data whose base32 s is, bytes-like or a str of ASCII.

    casefold allows lower case.  map01, "L" or "I", is the letter that the digit 1 stands
    for, and allows 0 for the letter O; without it neither digit is allowed.  What is
    not base32 or wrongly padded is a binascii.Error."""
    if map01 is not None:
        s = _ascii(s).translate(bytes.maketrans(b"01", b"O" + _exactly(1, _ascii(map01))))
    return _basen.b32decode(_cased(s, casefold), _B32)


def b32hexdecode(s, casefold=False):
    """The data whose base32hex s is, bytes-like or a str of ASCII.

    casefold allows lower case.  What is not base32hex or wrongly padded is a
    binascii.Error."""
    return _basen.b32decode(_cased(s, casefold), _B32HEX)


def b16decode(s, casefold=False):
    """The data whose hexadecimal digits s is, bytes-like or a str of ASCII.

    casefold allows lower case."""
    text = _cased(s, casefold)
    if text.translate(None, b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(text)


# ---------------------------------------------------------------- base 85

def b85encode(b, pad=False):
    """The base85 of bytes-like b, as bytes; pad fills it up with nuls to a multiple of four."""
    return _basen.b85encode(_raw(b), _B85, pad, False, False)


def b85decode(b):
    """The data whose base85 b is, bytes-like or a str of ASCII."""
    return _basen.b85decode(_ascii(b), _B85, "base85")


def z85encode(s):
    """The Z85 of bytes-like s, as bytes."""
    return _basen.b85encode(_raw(s), _Z85, False, False, False)


def z85decode(s):
    """The data whose Z85 s is, bytes-like or a str of ASCII."""
    return _basen.b85decode(_ascii(s), _Z85, "z85")


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """The Ascii85 of bytes-like b, as bytes.

    foldspaces writes "y" for four spaces, as btoa does; wrapcol breaks lines after so many
    characters; pad fills the data up with nuls to a multiple of four; adobe puts the
    result between <~ and ~>."""
    text = _basen.b85encode(_raw(b), _A85, pad, True, foldspaces)
    before, after = (b"<~", b"~>") if adobe else (b"", b"")
    text = before + text
    if wrapcol:
        # A mark is not divided.
        width = max(wrapcol, len(after), 1)
        lines = [text[i:i + width] for i in range(0, len(text), width)]
        if adobe and width < len(lines[-1]) + len(after):
            lines.append(b"")
        text = b"\n".join(lines)
    return text + after


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """The data whose Ascii85 b is, bytes-like or a str of ASCII.

    foldspaces takes "y" for four spaces; adobe wants ~> at the end and allows <~ at the
    start; ignorechars are skipped."""
    text = _ascii(b)
    if adobe:
        if text[-2:] != b"~>":
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        text = text[2 if text[:2] == b"<~" else 0:-2]
    if not isinstance(ignorechars, bytes_types):
        ignorechars = bytes(filter(ignorechars.__contains__, range(256)))
    return _basen.a85decode(text, foldspaces, ignorechars)


# ---------------------------------------------------------------- python -m base64

def main():
    """Encode or decode a file, or standard input, to standard output."""
    import getopt
    import sys
    usage = "\n        ".join([f"usage: {sys.argv[0]} [-h|-d|-e|-u] [file|-]", "-h: print this help message and exit",
                               "-d, -u: decode", "-e: encode (default)"])
    try:
        options, names = getopt.getopt(sys.argv[1:], "hdeu")
    except getopt.error as e:
        print(e, usage, sep="\n", file=sys.stderr)
        sys.exit(2)
    letters = [option[1] for option, _ in options]
    if "h" in letters:
        print(usage)
        return
    work = decode if letters and letters[-1] in "du" else encode
    if names and names[0] != "-":
        with open(names[0], "rb") as file:
            work(file, sys.stdout.buffer)
    else:
        work(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
