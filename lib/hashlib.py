# hashlib: hash functions under one interface, over the native modules. Invariant: what the public constructors make is of
# _hashlib's types where it has the algorithm, of the algorithm's own module where not.
"""Hash functions under one interface.

new(name, data=b'') returns a hash object of the named algorithm; there is a function of
the name of each algorithm that is always there. Feed a hash object bytes with update(),
ask for the hash of what was fed so far with digest() or hexdigest()."""

__always_supported = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512",
                      "blake2b", "blake2s",
                      "sha3_224", "sha3_256", "sha3_384", "sha3_512",
                      "shake_128", "shake_256")

algorithms_guaranteed = set(__always_supported)
algorithms_available = set(__always_supported)

__all__ = __always_supported + ("new", "algorithms_guaranteed", "algorithms_available",
                                "file_digest", "pbkdf2_hmac", "scrypt")

# The module of each algorithm, and the names besides its own that find it there.
__homes = {"md5": "_md5", "sha1": "_sha1", "sha224": "_sha2", "sha256": "_sha2",
           "sha384": "_sha2", "sha512": "_sha2", "blake2b": "_blake2", "blake2s": "_blake2",
           "sha3_224": "_sha3", "sha3_256": "_sha3", "sha3_384": "_sha3", "sha3_512": "_sha3",
           "shake_128": "_sha3", "shake_256": "_sha3"}

__builtin_constructor_cache = {}


def __get_builtin_constructor(name):
    cache = __builtin_constructor_cache
    constructor = cache.get(name)
    if constructor is not None:
        return constructor
    # In capitals too, but not mixed.
    key = name.lower() if isinstance(name, str) and name.isupper() else name
    if key in __homes:
        try:
            module = __import__(__homes[key])
        except ImportError:
            pass
        else:
            constructor = cache[key] = cache[key.upper()] = getattr(module, key)
            return constructor
    raise ValueError("unsupported hash type " + name)


try:
    import _hashlib
    from _hashlib import pbkdf2_hmac, scrypt
except ImportError:
    _hashlib = None
    __all__ = tuple(n for n in __all__ if n not in ("pbkdf2_hmac", "scrypt"))

if _hashlib is None:
    __get_hash = __get_builtin_constructor
else:
    algorithms_available |= _hashlib.openssl_md_meth_names

    def __get_hash(name):
        return (getattr(_hashlib, "openssl_" + name, None)
                or __get_builtin_constructor(name))


def new(name, *args, **kwargs):
    """new(name, data=b'', *, usedforsecurity=True) - a hash object of the named algorithm."""
    if _hashlib is not None and name not in ("blake2b", "blake2s"):
        try:
            return _hashlib.new(name, *args, **kwargs)
        except ValueError:
            pass
    return __get_builtin_constructor(name)(*args, **kwargs)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """Hash the rest of a file opened for reading bytes; return the hash object.

    digest is the name of an algorithm, or a function that makes a hash object."""
    digestobj = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        # All in memory.
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable")
            and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buf = bytearray(_bufsize)
    view = memoryview(buf)
    while True:
        size = fileobj.readinto(buf)
        if size is None:
            raise BlockingIOError("I/O operation would block.")
        if size == 0:
            return digestobj
        digestobj.update(view[:size])


for __name in __always_supported:
    globals()[__name] = __get_hash(__name)
del __name
