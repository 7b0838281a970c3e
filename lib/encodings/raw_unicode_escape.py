# The raw-unicode-escape codec.

import codecs
from ._define import stateful

stateful(globals(), "raw-unicode-escape", codecs.raw_unicode_escape_encode, codecs.raw_unicode_escape_decode)
