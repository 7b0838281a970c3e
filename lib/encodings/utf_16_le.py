# The utf-16-le codec.

import codecs
from ._define import stateful

stateful(globals(), "utf-16-le", codecs.utf_16_le_encode, codecs.utf_16_le_decode)
