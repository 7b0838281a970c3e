# The codec that always fails.

from ._define import stateless


def encode(input, errors="strict"):
    raise UnicodeError("undefined encoding")


def decode(input, errors="strict"):
    raise UnicodeError("undefined encoding")


stateless(globals(), "undefined", encode, decode)
