# The utf-16-be codec.

import codecs
from ._define import stateful

stateful(globals(), "utf-16-be", codecs.utf_16_be_encode, codecs.utf_16_be_decode)
