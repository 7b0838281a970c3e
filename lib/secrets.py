# secrets: random numbers for passwords and tokens. Invariant: all of them are the system's (os.urandom), none are predictable.
"""Cryptographically strong random numbers, for passwords, tokens and the like."""

from _operator import _compare_digest as compare_digest
from random import SystemRandom

__all__ = "SystemRandom choice compare_digest randbelow randbits token_bytes token_hex token_urlsafe".split()

# How many bytes a token has if nobody says.
DEFAULT_ENTROPY = 32

_system = SystemRandom()
choice, randbits = _system.choice, _system.getrandbits

_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def randbelow(exclusive_upper_bound):
    """A random int in the range [0, n)."""
    if exclusive_upper_bound > 0:
        return _system._randbelow(exclusive_upper_bound)
    raise ValueError("Upper bound must be positive.")


def token_bytes(nbytes=None):
    """Random bytes, as many as said or a sensible number of them."""
    return _system.randbytes(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    """Random bytes as hexadecimal text, two digits each."""
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    """Random bytes as text of letters, digits, - and _ (base 64)."""
    from binascii import b2a_base64
    text = b2a_base64(token_bytes(nbytes), newline=False)
    return text.translate(_URL_SAFE, b"=").decode()
