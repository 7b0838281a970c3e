# The bz2 codec, between bytes.

import bz2
from ._define import stateless


def encode(input, errors="strict"):
    _only_strict(errors)
    return bz2.compress(input), len(input)


def decode(input, errors="strict"):
    _only_strict(errors)
    return bz2.decompress(input), len(input)


def _only_strict(errors):
    assert errors == "strict"


stateless(globals(), "bz2", encode, decode, is_text=False, bytes_out=True)
