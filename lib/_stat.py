# _stat: the name under which programs look for stat's fast functions. They are stat's own.
"""S_IFMT_: file type bits
S_IFDIR: directory
S_IFREG: regular file"""

from stat import *
from stat import __dict__ as _names

globals().update({_k: _v for _k, _v in _names.items() if not _k.startswith("_") or _k.startswith("_S_")})
del _names
