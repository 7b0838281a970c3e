# The utf-7 codec.

import codecs
from ._define import stateful

stateful(globals(), "utf-7", codecs.utf_7_encode, codecs.utf_7_decode)
