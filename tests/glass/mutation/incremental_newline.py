# expect: exit: 0
import io
class D:
    def decode(s, b, final=False): return 5
    def getstate(s): return (1, 2, 3)
    def setstate(s, x): pass
    def reset(s): pass
for d in (D(), None, 5):
    try:
        n = io.IncrementalNewlineDecoder(d, True)
        n.decode(b'x' if d else 'a\r'); n.getstate()
    except (TypeError, AttributeError, ValueError) as e: print(type(e).__name__, e)
n = io.IncrementalNewlineDecoder(None, True)
for st in ((b'', 2**70), (b'x', -1), (), (1,2), 'ab'):
    try: n.setstate(st); n.decode('\r'); print(n.getstate())
    except (TypeError, OverflowError, ValueError, AttributeError) as e: print(type(e).__name__)
