"""Quoted-printable, as MIME has it (RFC 1521)"""

# The functions below work without these too: a program may set them to None to get bytes quoted line by
# line as they come, with soft breaks where this module, not binascii, puts them.
from binascii import a2b_qp, b2a_qp

__all__ = [name + what for name in ("encode", "decode") for what in ("", "string")]

ESCAPE, EMPTYSTRING = b"=", b""
MAXLINESIZE = 76
HEX = b"0123456789ABCDEF"


def ishex(c):
    """Whether a byte is a hexadecimal digit."""
    assert isinstance(c, bytes)
    return c.upper() in {HEX[i:i + 1] for i in range(16)}


def unhex(s):
    """The value of a byte of two hexadecimal digits."""
    wrong = [char for char in (bytes([code]) for code in s) if not ishex(char)]
    assert not wrong, f"non-hex digit {wrong[0]!r}"
    return int(s, 16) if s else 0


def quote(c):
    """A byte as = and two digits."""
    assert isinstance(c, bytes) and len(c) == 1
    return ESCAPE + c.hex().upper().encode()


def needsquoting(c, quotetabs, header):
    """Whether a byte must be quoted; spaces and tabs if quotetabs says so, _ in headers."""
    assert isinstance(c, bytes)
    by_choice = {b" ": quotetabs, b"\t": quotetabs, b"_": header}
    if c in by_choice:
        return by_choice[c]
    return not b" " <= c <= b"~" or c == ESCAPE


def _in_memory(work, s, *args):
    from io import BytesIO
    result = BytesIO()
    work(BytesIO(s), result, *args)
    return result.getvalue()


def _lines(file):
    # Each line and its end.
    for line in iter(file.readline, b""):
        yield line.removesuffix(b"\n"), b"\n" if line[-1:] == b"\n" else b""


# ---------------------------------------------------------------- encoding

def encodestring(s, quotetabs=False, header=False):
    """Bytes quoted."""
    if b2a_qp is None:
        return _in_memory(encode, s, quotetabs, header)
    return b2a_qp(s, quotetabs=quotetabs, header=header)


def encode(input, output, quotetabs, header=False):
    """Read binary file input and write it quoted to output."""
    if b2a_qp is not None:
        output.write(b2a_qp(input.read(), quotetabs=quotetabs, header=header))
        return
    # How each byte is written.
    forms = []
    for char in (bytes([code]) for code in range(256)):
        forms.append(quote(char) if needsquoting(char, quotetabs, header) else char)
    if header and not quotetabs:
        forms[ord(" ")] = b"_"
    for line, end in _lines(input):
        parts = map(_safe_end, _soft_lines(b"".join([forms[code] for code in line])))
        output.write((ESCAPE + b"\n").join(parts) + end)


def _soft_lines(text):
    # The parts between soft breaks, which are not inside of what is quoted.
    while len(text) > MAXLINESIZE:
        cut = MAXLINESIZE - 1
        escape = text.rfind(ESCAPE, cut - 2, cut)
        if escape != -1:
            cut = escape
        yield text[:cut]
        text = text[cut:]
    yield text


def _safe_end(part):
    # White space at a line's end would be lost, and a dot alone ends a mail.
    if part == b"." or part.endswith((b" ", b"\t")):
        return part[:-1] + quote(part[-1:])
    return part


# ---------------------------------------------------------------- decoding

def decodestring(s, header=False):
    """The data of quoted bytes."""
    if a2b_qp is None:
        return _in_memory(decode, s, header)
    return a2b_qp(s, header=header)


def decode(input, output, header=False):
    """Read quoted binary file input and write the data to output; in headers, _ is a space."""
    if a2b_qp is not None:
        output.write(a2b_qp(input.read(), header=header))
        return
    import re
    quoted = re.compile(rb"=(=|[0-9a-fA-F]{2}|)")

    def plain(match):
        digits = match[1]
        return bytes([unhex(digits)]) if len(digits) == 2 else ESCAPE

    for line, end in _lines(input):
        if end:
            # White space there is not part of the text.
            line = line.rstrip(b" \t\r")
        if line.endswith(ESCAPE):
            line, end = line[:-1], b""
        if header:
            line = line.replace(b"_", b" ")
        output.write(quoted.sub(plain, line) + end)


# ---------------------------------------------------------------- python -m quopri

_USAGE = "usage: quopri [-t | -d] [file] ...\n-t: quote tabs\n-d: decode; default encode"


def main():
    """Quote or decode files, or standard input, to standard output."""
    import getopt
    import sys

    def give_up(*lines):
        print(*lines, sep="\n", file=sys.stderr)
        sys.exit(2)

    try:
        options, names = getopt.getopt(sys.argv[1:], "td")
    except getopt.error as e:
        give_up(e, _USAGE)
    chosen = dict(options)
    if len(chosen) == 2:
        give_up("-t and -d are mutually exclusive")

    def work(file):
        if "-d" in chosen:
            decode(file, sys.stdout.buffer)
        else:
            encode(file, sys.stdout.buffer, "-t" in chosen)

    failed = False
    for name in names or ["-"]:
        if name == "-":
            work(sys.stdin.buffer)
            continue
        try:
            file = open(name, "rb")
        except OSError as e:
            failed = True
            print(f"{name}: can't open ({e})", file=sys.stderr)
            continue
        with file:
            work(file)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
