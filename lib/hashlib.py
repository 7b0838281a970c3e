# hashlib: hash functions under one interface, over the native modules. Invariant: what the public
# constructors make is of _hashlib's types where it has the algorithm, of the algorithm's own
# module where not.
"""Hash functions under one interface.

new(name, data=b'') returns a hash object of the named algorithm; there is a function of
the name of each algorithm that is always there. Feed a hash object bytes with update(),
ask for the hash of what was fed so far with digest() or hexdigest()."""

try:
    import _hashlib
    from _hashlib import pbkdf2_hmac, scrypt
except ImportError:
    _hashlib = None

# The algorithms that are always there, and the module of each.
__homes = {name: module for module, names in {
    "_md5": "md5", "_sha1": "sha1", "_sha2": "sha224 sha256 sha384 sha512",
    "_sha3": "sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256",
    "_blake2": "blake2b blake2s"}.items() for name in names.split()}

algorithms_guaranteed = set(__homes)
algorithms_available = algorithms_guaranteed | (
    set() if _hashlib is None else _hashlib.openssl_md_meth_names)

__all__ = (*__homes, "new", "file_digest", "algorithms_guaranteed", "algorithms_available",
           *(() if _hashlib is None else ("pbkdf2_hmac", "scrypt")))

# Constructors by the names that they were asked for: as above, or in capitals, but not mixed.
__builtin_constructor_cache = {}


def __get_builtin_constructor(name):
    try:
        return __builtin_constructor_cache[name]
    except KeyError:
        pass
    own_name = name.lower() if isinstance(name, str) and name.isupper() else name
    try:
        module = __import__(__homes[own_name])
    except (KeyError, ImportError):
        raise ValueError("unsupported hash type " + name) from None
    made = getattr(module, own_name)
    __builtin_constructor_cache.update({own_name: made, own_name.upper(): made})
    return made


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
    hashed = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        # All in memory.
        hashed.update(fileobj.getbuffer())
        return hashed
    reads = hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()
    if not reads:
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    room = bytearray(_bufsize)
    with memoryview(room) as view:
        while count := fileobj.readinto(room):
            hashed.update(view[:count])
    if count is None:
        raise BlockingIOError("I/O operation would block.")
    return hashed


for __name in __homes:
    globals()[__name] = (getattr(_hashlib, "openssl_" + __name, None)
                         or __get_builtin_constructor(__name))
del __name
