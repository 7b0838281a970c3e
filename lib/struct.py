# struct: packed binary data, from the native _struct.

from _struct import *
from _struct import _clearcache, __doc__

__all__ = [
    # Functions
    "calcsize", "pack", "pack_into", "unpack", "unpack_from",
    "iter_unpack",

    # Classes
    "Struct",

    # Exceptions
    "error"
]
