# compression.bz2: what module bz2 has.
import bz2

from bz2 import *

__doc__ = bz2.__doc__
del bz2
