# The iso8859-1 codec.

import codecs
from ._define import stateless

stateless(globals(), "iso8859-1", codecs.latin_1_encode, codecs.latin_1_decode)
