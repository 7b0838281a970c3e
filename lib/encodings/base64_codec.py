# The base64 codec, between bytes.

import base64
from ._define import stateless


def encode(input, errors="strict"):
    _only_strict(errors)
    return base64.encodebytes(input), len(input)


def decode(input, errors="strict"):
    _only_strict(errors)
    return base64.decodebytes(input), len(input)


def _only_strict(errors):
    assert errors == "strict"


stateless(globals(), "base64", encode, decode, is_text=False, bytes_out=True)
