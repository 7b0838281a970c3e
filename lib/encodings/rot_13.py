# The rot-13 codec, between strings.

import codecs
from ._define import stateless

_low, _up = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
rot13_map = str.maketrans(_low + _up, _low[13:] + _low[:13] + _up[13:] + _up[:13])


def encode(input, errors="strict"):
    return str.translate(input, rot13_map), len(input)


stateless(globals(), "rot-13", encode, encode, is_text=False)


def rot13(infile, outfile):
    """Translate a whole file."""
    outfile.write(codecs.encode(infile.read(), "rot-13"))


if __name__ == "__main__":
    import sys
    rot13(sys.stdin, sys.stdout)
