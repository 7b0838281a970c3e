# The zlib codec, between bytes.

import zlib
from ._define import stateless


def encode(input, errors="strict"):
    _only_strict(errors)
    return zlib.compress(input), len(input)


def decode(input, errors="strict"):
    _only_strict(errors)
    return zlib.decompress(input), len(input)


def _only_strict(errors):
    assert errors == "strict"


stateless(globals(), "zlib", encode, decode, is_text=False, bytes_out=True)
