# expect: ok: done
import codecs
codecs.register_error("strict", lambda e: ("poison", e.end))
def search(name):
    return codecs.CodecInfo(lambda *a: (b"poison", 1), lambda *a: ("poison", 1), name=name)
codecs.register(search)
"x".encode("poisoned_codec")
print("done")
