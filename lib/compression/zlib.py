# compression.zlib: what module zlib has.
import zlib

from zlib import *

__doc__ = zlib.__doc__
del zlib
