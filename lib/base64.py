"""Base 16, 32, 64 and 85 between binary data and ASCII (RFC 4648, and the Ascii85 family)"""

import binascii

import _basen

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes",
    "b64encode", "b64decode", "b32encode", "b32decode", "b32hexencode", "b32hexdecode",
    "b16encode", "b16decode",
    "b85encode", "b85decode", "a85encode", "a85decode", "z85encode", "z85decode",
    "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]

bytes_types = (bytes, bytearray)

# The length of a line of MIME's base64, and how many bytes fill it.
MAXLINESIZE = 76
MAXBINSIZE = MAXLINESIZE // 4 * 3

_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_A85 = bytes(range(33, 33 + 85))
_B85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        b"!#$%&()*+-;<=>?@^_`{|}~")
_Z85 = (b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        b".-:+=^!/*?&<>()[]{}@%$#")

_TO_URLSAFE = bytes.maketrans(b"+/", b"-_")
_FROM_URLSAFE = bytes.maketrans(b"-_", b"+/")


def _input_bytes(s):
    # What a decoder is given: bytes, something like it, or a str of ASCII.
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, bytes_types):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII "
                        "string, not %r" % s.__class__.__name__) from None


def _raw(s):
    return s if isinstance(s, bytes_types) else memoryview(s).tobytes()


# ---------------------------------------------------------------- base 64

def b64encode(s, altchars=None):
    """The base64 of bytes-like s, as bytes.

    altchars, two bytes, stand for "+" and "/"."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """The data whose base64 s is, bytes-like or a str of ASCII.

    altchars, two characters, stand for "+" and "/".  Characters outside the alphabet are
    skipped, unless validate asks for a binascii.Error; wrong padding is one in any case."""
    s = _input_bytes(s)
    if altchars is not None:
        altchars = _input_bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """The base64 of bytes-like s in the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """The data whose base64 in the standard alphabet s is."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """The base64 of bytes-like s with "-" and "_" in place of "+" and "/"."""
    return b64encode(s).translate(_TO_URLSAFE)


def urlsafe_b64decode(s):
    """The data whose base64 with "-" and "_" s is."""
    return b64decode(_input_bytes(s).translate(_FROM_URLSAFE))


# ---------------------------------------------------------------- base 32 and 16

def b32encode(s):
    """The base32 of bytes-like s, as bytes."""
    return _basen.b32encode(_raw(s), _B32)


def b32decode(s, casefold=False, map01=None):
    """The data whose base32 s is, bytes-like or a str of ASCII.

    casefold allows lower case.  map01, "L" or "I", is the letter that the digit 1 stands
    for, and allows 0 for the letter O; without it neither digit is allowed.  What is
    not base32 or wrongly padded is a binascii.Error."""
    s = _input_bytes(s)
    if map01 is not None:
        map01 = _input_bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    return _basen.b32decode(s.upper() if casefold else s, _B32)


def b32hexencode(s):
    """The base32hex of bytes-like s, as bytes."""
    return _basen.b32encode(_raw(s), _B32HEX)


def b32hexdecode(s, casefold=False):
    """The data whose base32hex s is, bytes-like or a str of ASCII.

    casefold allows lower case.  What is not base32hex or wrongly padded is a
    binascii.Error."""
    s = _input_bytes(s)
    return _basen.b32decode(s.upper() if casefold else s, _B32HEX)


def b16encode(s):
    """The hexadecimal digits of bytes-like s, in upper case, as bytes."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """The data whose hexadecimal digits s is, bytes-like or a str of ASCII.

    casefold allows lower case."""
    s = _input_bytes(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


# ---------------------------------------------------------------- base 85

def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """The Ascii85 of bytes-like b, as bytes.

    foldspaces writes "y" for four spaces, as btoa does; wrapcol breaks lines after so many
    characters; pad fills the data up with nuls to a multiple of four; adobe puts the
    result between <~ and ~>."""
    result = _basen.b85encode(_raw(b), _A85, pad, True, foldspaces)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    if adobe:
        result += b"~>"
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """The data whose Ascii85 b is, bytes-like or a str of ASCII.

    foldspaces takes "y" for four spaces; adobe wants ~> at the end and allows <~ at the
    start; ignorechars are skipped."""
    b = _input_bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    if not isinstance(ignorechars, bytes_types):
        ignorechars = bytes(c for c in range(256) if c in ignorechars)
    return _basen.a85decode(b, foldspaces, ignorechars)


def b85encode(b, pad=False):
    """The base85 of bytes-like b, as bytes; pad fills it up with nuls to a multiple of four."""
    return _basen.b85encode(_raw(b), _B85, pad, False, False)


def b85decode(b):
    """The data whose base85 b is, bytes-like or a str of ASCII."""
    return _basen.b85decode(_input_bytes(b), _B85, "base85")


def z85encode(s):
    """The Z85 of bytes-like s, as bytes."""
    return _basen.b85encode(_raw(s), _Z85, False, False, False)


def z85decode(s):
    """The data whose Z85 s is, bytes-like or a str of ASCII."""
    return _basen.b85decode(_input_bytes(s), _Z85, "z85")


# ---------------------------------------------------------------- files, and MIME's lines

def encode(input, output):
    """Read binary file input and write its base64 in lines to output."""
    while data := input.read(MAXBINSIZE):
        while len(data) < MAXBINSIZE:
            more = input.read(MAXBINSIZE - len(data))
            if not more:
                break
            data += more
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    """Read lines of base64 from input and write the data to binary file output."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _check_bytes(s):
    try:
        m = memoryview(s)
    except TypeError as err:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from err
    if m.format not in ("c", "b", "B"):
        raise TypeError("expected single byte elements, not %r from %s"
                        % (m.format, s.__class__.__name__))
    if m.ndim != 1:
        raise TypeError("expected 1-D data, not %d-D data from %s"
                        % (m.ndim, s.__class__.__name__))


def encodebytes(s):
    """The base64 of bytes-like s in lines of up to 76 characters."""
    _check_bytes(s)
    b2a = binascii.b2a_base64
    return b"".join([b2a(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE)])


def decodebytes(s):
    """The data whose base64, in lines, bytes-like s is."""
    _check_bytes(s)
    return binascii.a2b_base64(s)


# ---------------------------------------------------------------- python -m base64

def main():
    """Encode or decode a file, or standard input, to standard output."""
    import getopt
    import sys
    usage = f"""usage: {sys.argv[0]} [-h|-d|-e|-u] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)"""
    try:
        options, files = getopt.getopt(sys.argv[1:], "hdeu")
    except getopt.error as msg:
        sys.stdout = sys.stderr
        print(msg)
        print(usage)
        sys.exit(2)
    work = encode
    for option, _ in options:
        if option == "-h":
            print(usage)
            return
        work = encode if option == "-e" else decode
    if files and files[0] != "-":
        with open(files[0], "rb") as f:
            work(f, sys.stdout.buffer)
    else:
        work(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
