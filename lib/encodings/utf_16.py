# The UTF-16 codec with a byte order mark.

import codecs
from ._define import marked

marked(globals(), "utf-16", codecs.utf_16_encode,
       codecs.utf_16_le_encode, codecs.utf_16_be_encode, codecs.utf_16_ex_decode,
       codecs.utf_16_le_decode, codecs.utf_16_be_decode)
