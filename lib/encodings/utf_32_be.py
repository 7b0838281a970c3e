# The utf-32-be codec.

import codecs
from ._define import stateful

stateful(globals(), "utf-32-be", codecs.utf_32_be_encode, codecs.utf_32_be_decode)
