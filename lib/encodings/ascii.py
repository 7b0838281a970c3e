# The ascii codec.

import codecs
from ._define import stateless

stateless(globals(), "ascii", codecs.ascii_encode, codecs.ascii_decode)
