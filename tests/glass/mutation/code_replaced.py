# expect: ok: ok
# Functions whose code is replaced while frames, generators, coroutines and callbacks run it.
import sys
def big(*a, **k):
    v = [a, k]
    for x in range(3): v.append((x, [y for y in v], {'z': x}))
    return v
def small(*a, **k): return 1
def gens(*a, **k):
    for i in range(3): yield (i, 'text' * i, [i] * i)
codes = [big.__code__, small.__code__, gens.__code__]
def target(*a, **k):
    n = 0
    for c in codes * 3:
        target.__code__ = c
        n += len(repr([n, c.co_name, 'constant', 2.5, (1, 2)]))
    return n
first = target.__code__
for _ in range(200):
    target.__code__ = first
    if target() < 100: print('bad')
for a in codes:
    for b in codes:
        target.__code__ = gens.__code__
        its = [target() for _ in range(5)]
        for i, it in enumerate(its):
            for _ in range(i % 3): next(it)
        target.__code__ = a
        frames = [it.gi_frame for it in its]
        for it in its[:2]: next(it)
        target.__code__ = b
        for it in its: list(it)
        repr([(f.f_lineno, f.f_locals, f.f_code) for f in frames])
class K:
    def __eq__(s, o):
        K.__eq__.__code__ = big.__code__ if len(repr(o)) % 2 else small.__code__
        return False
    def __hash__(s): return 1
    def __lt__(s, o):
        K.__lt__.__code__ = small.__code__
        return [s] < [1] if s is o else False
sorted([K() for _ in range(9)])
{K(): 1 for _ in range(9)}
def tr(f, e, a):
    tr.__code__ = tr2.__code__
    return tr
def tr2(f, e, a):
    return None
sys.settrace(tr)
for i in range(3): small()
sys.settrace(None)
print('ok')
