# expect: ok: survived
import codecs, io
class D(codecs.IncrementalDecoder):
    def decode(self, b, final=False):
        return 5
codecs.register(lambda n: codecs.CodecInfo(lambda *a: (b"", -5), lambda *a: ("", 10**9), incrementaldecoder=D, name=n) if n == "liar" else None)
n = 0
for f in (lambda: io.TextIOWrapper(io.BytesIO(b"abc"), "liar").read(), lambda: b"abc".decode("liar"), lambda: "abc".encode("liar")):
    try:
        f()
    except (TypeError, LookupError, ValueError):
        n += 1
print("survived")
