# The unicode-escape codec.

import codecs
from ._define import stateful

stateful(globals(), "unicode-escape", codecs.unicode_escape_encode, codecs.unicode_escape_decode)
