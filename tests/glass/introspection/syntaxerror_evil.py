# expect: ok: ok
import sys
class S(str):
    def __len__(s): return 10**9
    def splitlines(s, *a): return 5
for args in ((S('a'), (S('f'), 2**70, -5, S('text'), -2**70, 2**70)), ('a', ('f', None, None, 5, None, None)), ('a', (None, 1, 10**9, 'x', 1, 10**9)), ('a', ('f', 1, -1, 'é'*100, 1, -1)), ('a', ('f', 0, 0, '', 0, 0)), ('a', ('f', 1, 5, 'ab\ncd', 2, 100000)), ('a', (5, 'x', 'y', b'z', [], {}))):
    try: e = SyntaxError(*args)
    except Exception: continue
    try: sys.excepthook(SyntaxError, e, None)
    except Exception: pass
    try: sys.excepthook(5, 5, 5)
    except Exception: pass
print('ok')
