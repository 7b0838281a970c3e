# The quopri codec, between bytes.

import binascii
from ._define import stateless


def encode(input, errors="strict"):
    _only_strict(errors)
    return binascii.b2a_qp(bytes(input), quotetabs=True), len(input)


def decode(input, errors="strict"):
    _only_strict(errors)
    return binascii.a2b_qp(input), len(input)


def _only_strict(errors):
    assert errors == "strict"


stateless(globals(), "quopri", encode, decode, is_text=False, bytes_out=True)
