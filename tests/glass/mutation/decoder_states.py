# expect: ok: ok | memory
import codecs, io
class D(codecs.IncrementalDecoder):
    def decode(s, b, final=False): return 'a' * 100_000
    def getstate(s): return (b'x' * 1_000_000, 10**1000)
    def setstate(s, st): pass
class E:
    def encode(s, x, final=False): return b'y' * 100_000
    def reset(s): pass
    def setstate(s, x): pass
def find(n):
    if n == 'evil': return codecs.CodecInfo(name='evil', encode=lambda s, e='': (b'', 0), decode=lambda b, e='': ('x' * 10, len(b)), incrementaldecoder=D, incrementalencoder=lambda e='': E())
codecs.register(find)
t = io.TextIOWrapper(io.BytesIO(b'a' * 100_000), encoding='evil')
for f in (t.tell, lambda: t.read(10), lambda: t.seek(5), lambda: t.tell(), lambda: t.readline(), lambda: t.write('abc' * 1000), lambda: t.read()):
    try: f()
    except (OSError, OverflowError, ValueError, TypeError): pass
print('ok')
