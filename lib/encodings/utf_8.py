# The utf-8 codec.

import codecs
from ._define import stateful

stateful(globals(), "utf-8", codecs.utf_8_encode, codecs.utf_8_decode)
