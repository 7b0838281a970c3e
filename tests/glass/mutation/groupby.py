# expect: ok: ok
import itertools as I
class K:
    def __eq__(s, o):
        try: next(g)
        except StopIteration: pass
        return True
g = I.groupby([K()]*100)
for k, grp in g:
    next(grp, None); list(grp)
print('ok')
g = I.groupby(range(10), key=lambda x: next(g, 0))
try:
    for k, v in g: list(v)
except (RecursionError, ValueError, RuntimeError) as e: print(type(e).__name__)
