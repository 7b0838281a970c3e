# The UTF-32 codec with a byte order mark.

import codecs
from ._define import marked

marked(globals(), "utf-32", codecs.utf_32_encode,
       codecs.utf_32_le_encode, codecs.utf_32_be_encode, codecs.utf_32_ex_decode,
       codecs.utf_32_le_decode, codecs.utf_32_be_decode)
