# expect: exit: 0
from collections import deque
class E:
    def __eq__(s,o): d.clear(); d.extend([1]*3); return False
    def __index__(s): d.clear(); return 5
for f in (lambda: d.count(1), lambda: d.index(1), lambda: d.remove(1), lambda: 1 in d, lambda: d == deque([1]*100), lambda: d < deque([2]*100), lambda: d[E()], lambda: d.__setitem__(E(), 1), lambda: d.__delitem__(E()), lambda: d.insert(E(), 1), lambda: d.rotate(E()), lambda: d * E(), lambda: d.__imul__(E()), lambda: d.index(1, E(), E()), lambda: d.extend(x for x in d), lambda: d.extendleft(d), lambda: d.__iadd__(d), lambda: d.__init__(d), lambda: d.__init__(d, 3), lambda: d.__init__([1], -1), lambda: d.rotate(2**63-1), lambda: d.rotate(-2**63), lambda: d * (2**62)):
    d = deque([E() for _ in range(100)])
    try: f()
    except (IndexError, TypeError, ValueError, RuntimeError, OverflowError, MemoryError) as e: print(type(e).__name__, end=' ')
print()
