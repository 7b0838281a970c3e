# compression.gzip: what module gzip has.
import gzip

from gzip import *

__doc__ = gzip.__doc__
del gzip
