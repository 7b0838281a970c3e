# compression.lzma: what module lzma has.
import lzma

from lzma import *

__doc__ = lzma.__doc__
del lzma
