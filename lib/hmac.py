# hmac: message authentication codes (RFC 2104). Those of hashes that _hashlib knows by name are its; any other hash works through its
# own update() and copy(). Invariant of an HMAC: either _hmac is set, or _inner and _outer are.
"""HMAC (Keyed-Hashing for Message Authentication), as RFC 2104 describes it."""

from _operator import _compare_digest as compare_digest
import functools

try:
    import _hashlib as _hashopenssl
except ImportError:
    _hashopenssl = None
    _functype = None
else:
    _functype = type(_hashopenssl.openssl_sha256)
    compare_digest = _hashopenssl.compare_digest

trans_5C = bytes(x ^ 0x5C for x in range(256))
trans_36 = bytes(x ^ 0x36 for x in range(256))

# The size of a digest is that of the hash; it has no default.
digest_size = None


class HMAC:
    """A message authentication code in the making; it has the interface of hashlib's hashes."""

    blocksize = 64  # where a hash does not say its own

    __slots__ = ("_hmac", "_inner", "_outer", "block_size", "digest_size")

    def __init__(self, key, msg=None, digestmod=""):
        """Begin a code with a key of bytes.

        digestmod is the name of a hash, a function that makes one as hashlib's do, or a module with such a
        function called new. It has to be given.
        """
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f"key: expected bytes or bytearray, but got {type(key).__name__!r}")
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        if _hashopenssl is not None and isinstance(digestmod, (str, _functype)):
            try:
                self._init_hmac(key, msg, digestmod)
                return
            except _hashopenssl.UnsupportedDigestmodError:
                pass
        self._init_old(key, msg, digestmod)

    def _init_hmac(self, key, msg, digestmod):
        self._hmac = _hashopenssl.hmac_new(key, msg, digestmod=digestmod)
        self.digest_size = self._hmac.digest_size
        self.block_size = self._hmac.block_size

    def _init_old(self, key, msg, digestmod):
        digest_cons = _constructor(digestmod)
        self._hmac = None
        self._outer = digest_cons()
        self._inner = digest_cons()
        self.digest_size = self._inner.digest_size
        if hasattr(self._inner, "block_size"):
            blocksize = self._inner.block_size
            if blocksize < 16:
                _warn("block_size of %d seems too small; using our default of %d." % (blocksize, self.blocksize))
                blocksize = self.blocksize
        else:
            _warn("No block_size attribute on given digest object; Assuming %d." % self.blocksize)
            blocksize = self.blocksize
        if len(key) > blocksize:
            key = digest_cons(key).digest()
        self.block_size = blocksize
        key = key.ljust(blocksize, b"\0")
        self._outer.update(key.translate(trans_5C))
        self._inner.update(key.translate(trans_36))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        """The name of the code: that of its hash after "hmac-"."""
        if self._hmac:
            return self._hmac.name
        return f"hmac-{self._inner.name}"

    def update(self, msg):
        """Take in more of the message."""
        (self._hmac or self._inner).update(msg)

    def copy(self):
        """A copy that goes its own way from here."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        if self._hmac:
            other._hmac = self._hmac.copy()
            other._inner = other._outer = None
        else:
            other._hmac = None
            other._inner = self._inner.copy()
            other._outer = self._outer.copy()
        other.block_size = self.block_size
        return other

    def _current(self):
        if self._hmac:
            return self._hmac
        h = self._outer.copy()
        h.update(self._inner.digest())
        return h

    def digest(self):
        """The code of what was taken in so far, as bytes."""
        return self._current().digest()

    def hexdigest(self):
        """The code of what was taken in so far, as hexadecimal text."""
        return self._current().hexdigest()


def _constructor(digestmod):
    if callable(digestmod):
        return digestmod
    if isinstance(digestmod, str):
        import hashlib
        return functools.partial(hashlib.new, digestmod)
    return lambda d=b"": digestmod.new(d)


def _warn(text):
    import warnings
    warnings.warn(text, RuntimeWarning, 3)


def new(key, msg=None, digestmod=""):
    """Begin a code: HMAC(key, msg, digestmod)."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The code of one message, as bytes: faster than HMAC(key, msg, digest).digest()."""
    if _hashopenssl is not None and isinstance(digest, (str, _functype)):
        try:
            return _hashopenssl.hmac_digest(key, msg, digest)
        except (OverflowError, _hashopenssl.UnsupportedDigestmodError):
            pass
    digest_cons = _constructor(digest)
    inner = digest_cons()
    outer = digest_cons()
    blocksize = getattr(inner, "block_size", 64)
    if len(key) > blocksize:
        key = digest_cons(key).digest()
    key = key + b"\0" * (blocksize - len(key))
    inner.update(key.translate(trans_36))
    outer.update(key.translate(trans_5C))
    inner.update(msg)
    outer.update(inner.digest())
    return outer.digest()
