"""Quoted-printable, as MIME has it (RFC 1521)"""

# The functions below work without these too: a program may set them to None to get bytes quoted line by
# line as they come, with soft breaks where this module, not binascii, puts them.
from binascii import a2b_qp, b2a_qp

__all__ = ["encode", "decode", "encodestring", "decodestring"]

ESCAPE = b"="
MAXLINESIZE = 76
HEX = b"0123456789ABCDEF"
EMPTYSTRING = b""


def needsquoting(c, quotetabs, header):
    """Whether a byte must be quoted; spaces and tabs if quotetabs says so, _ in headers."""
    assert isinstance(c, bytes)
    if c in b" \t":
        return quotetabs
    if c == b"_":
        return header
    return c == ESCAPE or not (b" " <= c <= b"~")


def quote(c):
    """A byte as = and two digits."""
    assert isinstance(c, bytes) and len(c) == 1
    return b"=%02X" % c[0]


def encode(input, output, quotetabs, header=False):
    """Read binary file input and write it quoted to output."""
    if b2a_qp is not None:
        output.write(b2a_qp(input.read(), quotetabs=quotetabs, header=header))
        return
    # A line is written when it is known whether another follows.
    last = None
    while line := input.readline():
        end = b""
        if line.endswith(b"\n"):
            line, end = line[:-1], b"\n"
        chars = []
        for code in line:
            char = bytes([code])
            if needsquoting(char, quotetabs, header):
                char = quote(char)
            chars.append(b"_" if header and char == b" " else char)
        if last is not None:
            _write_line(output, last, b"\n")
        text = b"".join(chars)
        while len(text) > MAXLINESIZE:
            # A soft break, but not inside of what is quoted.
            cut = MAXLINESIZE - 1
            escape = text.find(ESCAPE, cut - 2, cut)
            if escape >= 0:
                cut = escape
            _write_line(output, text[:cut], ESCAPE + b"\n")
            text = text[cut:]
        last = text
    if last is not None:
        _write_line(output, last, end)


def _write_line(output, text, end):
    # White space at a line's end would be lost, and a dot alone ends a mail.
    if text and text[-1:] in b" \t":
        output.write(text[:-1] + quote(text[-1:]) + end)
    elif text == b".":
        output.write(quote(text) + end)
    else:
        output.write(text + end)


def encodestring(s, quotetabs=False, header=False):
    """Bytes quoted."""
    if b2a_qp is not None:
        return b2a_qp(s, quotetabs=quotetabs, header=header)
    return _through(encode, s, quotetabs, header)


def decode(input, output, header=False):
    """Read quoted binary file input and write the data to output; in headers, _ is a space."""
    if a2b_qp is not None:
        output.write(a2b_qp(input.read(), header=header))
        return
    while line := input.readline():
        end = b""
        if line.endswith(b"\n"):
            # White space there is not part of the text.
            line, end = line[:-1].rstrip(b" \t\r"), b"\n"
        if line.endswith(ESCAPE):
            line, end = line[:-1], b""
        if header:
            line = line.replace(b"_", b" ")
        plain, found, rest = line.partition(ESCAPE)
        while found:
            if rest[:1] == ESCAPE:
                plain, rest = plain + ESCAPE, rest[1:]
            elif len(rest) >= 2 and ishex(rest[:1]) and ishex(rest[1:2]):
                plain, rest = plain + bytes([unhex(rest[:2])]), rest[2:]
            else:
                plain += ESCAPE
            more, found, rest = rest.partition(ESCAPE)
            plain += more
        output.write(plain + end)


def decodestring(s, header=False):
    """The data of quoted bytes."""
    if a2b_qp is not None:
        return a2b_qp(s, header=header)
    return _through(decode, s, header)


def _through(work, s, *args):
    from io import BytesIO
    result = BytesIO()
    work(BytesIO(s), result, *args)
    return result.getvalue()


def ishex(c):
    """Whether a byte is a hexadecimal digit."""
    assert isinstance(c, bytes)
    return b"0" <= c <= b"9" or b"a" <= c <= b"f" or b"A" <= c <= b"F"


def unhex(s):
    """The value of a byte of two hexadecimal digits."""
    value = 0
    for c in s:
        c = bytes([c])
        assert ishex(c), "non-hex digit " + repr(c)
        value = value * 16 + int(c, 16)
    return value


def main():
    """Quote or decode files, or standard input, to standard output."""
    import getopt
    import sys
    try:
        options, files = getopt.getopt(sys.argv[1:], "td")
    except getopt.error as msg:
        sys.stdout = sys.stderr
        print(msg)
        print("usage: quopri [-t | -d] [file] ...")
        print("-t: quote tabs")
        print("-d: decode; default encode")
        sys.exit(2)
    given = {option for option, _ in options}
    if len(given) > 1:
        sys.stdout = sys.stderr
        print("-t and -d are mutually exclusive")
        sys.exit(2)
    status = 0
    for name in files or ["-"]:
        if name == "-":
            source = sys.stdin.buffer
        else:
            try:
                source = open(name, "rb")
            except OSError as msg:
                sys.stderr.write("%s: can't open (%s)\n" % (name, msg))
                status = 1
                continue
        try:
            if "-d" in given:
                decode(source, sys.stdout.buffer)
            else:
                encode(source, sys.stdout.buffer, "-t" in given)
        finally:
            if source is not sys.stdin.buffer:
                source.close()
    if status:
        sys.exit(status)


if __name__ == "__main__":
    main()
