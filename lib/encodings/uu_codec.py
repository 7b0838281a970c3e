# The uu codec, between bytes.

import binascii
from ._define import stateless


def encode(input, errors="strict", filename="<data>", mode=0o666):
    assert errors == "strict"
    name = filename.replace("\n", "\\n").replace("\r", "\\r")
    lines = [f"begin {mode & 0o777:o} {name}\n".encode("ascii")]
    data = bytes(input)
    for i in range(0, len(data), 45):
        lines.append(binascii.b2a_uu(data[i:i + 45]))
    lines.append(b" \nend\n")
    return b"".join(lines), len(input)


def decode(input, errors="strict"):
    assert errors == "strict"
    lines = iter(bytes(input).splitlines(keepends=True))
    for line in lines:
        if line.startswith(b"begin"):
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    parts = []
    for line in lines:
        if line.rstrip(b"\r\n") == b"end":
            return b"".join(parts), len(input)
        try:
            parts.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders write trailing characters: go by the length in the first one.
            size = (((line[0] - 32) & 63) * 4 + 5) // 3
            parts.append(binascii.a2b_uu(line[:size]))
    raise ValueError("Truncated input data")


stateless(globals(), "uu", encode, decode, is_text=False, bytes_out=True)
