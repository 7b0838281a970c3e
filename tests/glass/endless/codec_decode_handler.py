# expect: time | memory
import codecs
codecs.register_error("again2", lambda e: ("x", e.start))
b"\xff".decode("ascii", "again2")
