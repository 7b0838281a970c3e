# expect: ok: ok | time
# Sorting objects, tuples and mixed numbers while __lt__ changes the list, the keys, the class or raises.
import random, functools, operator
r = random.Random(5)
class A:
    __slots__ = 'v', 'w'
    act = None
    def __init__(s, v): s.v = v; s.w = None
    def __lt__(s, o):
        if A.act: A.act()
        return s.v < o.v
def check(l, n): assert sorted(map(id, l)) == n, 'items were lost'
n = 0
def every(k, f):
    def act():
        global n
        n += 1
        if n % k == 0: f()
    return act
for size in (2, 10, 65, 300, 2000):
    items = [A(r.randrange(size)) for i in range(size)]
    ids = sorted(map(id, items))
    for f in (lambda: l.append(1), lambda: l.clear(), lambda: l.extend(range(1000)), lambda: 1/0, lambda: l.sort(), lambda: setattr(A, '__lt__', A.__lt__), lambda: l.__init__([3, 2, 1]), lambda: sorted(items[:20]), lambda: items.reverse()):
        for key, rev in ((None, False), (None, True), (lambda a: a, False), (operator.attrgetter('v'), True), (lambda a: (a, 1), True), (functools.cmp_to_key(lambda a, b: a.v - b.v), False)):
            l = items[:]
            A.act = every(37, f)
            try: l.sort(key=key, reverse=rev)
            except (ValueError, ZeroDivisionError, AttributeError, RecursionError): pass
            A.act = None
            check(l, ids)
lists = [[1.5, 2, True, 10**30, -10**30, float('inf'), float('nan'), 0.0, -0.0], [(1, 'a'), (1.0, 'b'), (True, 'c'), (1,), ()], ['a', '\ud800', '\U0010ffff', '', '\0'], [b'', b'a'], [1, 'a'], [None, None], [frozenset([1]), frozenset([2]), frozenset()], [[1], [1, 2], [[1]]], [float('nan')] * 50]
for l in lists:
    for i in range(5):
        x = l * r.randrange(1, 40)
        r.shuffle(x)
        y = x[:]
        try: y.sort(reverse=i % 2)
        except TypeError: pass
        assert sorted(map(id, x)) == sorted(map(id, y))
class T(tuple):
    def __lt__(s, o): return len(z) > 5
class I(int):
    def __lt__(s, o): z.clear(); return NotImplemented
class S(str):
    def __lt__(s, o): z.append(1); return 5
for c in (T((1, 2)), I(5), S('a'), 2.5, A(1)):
    z = [c] + [1] * 40 + [c]
    try: z.sort()
    except (TypeError, ValueError): pass
print('ok')
