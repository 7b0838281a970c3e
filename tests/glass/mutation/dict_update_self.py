# expect: ok: ok
class H:
    def __init__(s, n): s.n = n
    def __hash__(s): return 1
    def __eq__(s, o):
        if len(d) < 3000: d[len(d)+100000] = 1
        return False
d = {}
e = {H(i): i for i in range(20)}
try: d.update(e)
except RuntimeError as x: print('R', x)
try: d |= d | e
except RuntimeError as x: print('R', x)
print('ok')
