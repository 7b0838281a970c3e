# The utf-32-le codec.

import codecs
from ._define import stateful

stateful(globals(), "utf-32-le", codecs.utf_32_le_encode, codecs.utf_32_le_decode)
