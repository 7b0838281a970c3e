# expect: time | memory | error: IndexError
import codecs
codecs.register_error("again", lambda e: ("", e.start))
"\udc80".encode("ascii", "again")
