# expect: exit: 0
import bisect
class C:
    def __lt__(s, o): l.clear(); return True
l = [C()]*100
for f in (lambda: bisect.bisect(l, C()), lambda: bisect.bisect_left(l, C()), lambda: bisect.insort(l, C()), lambda: bisect.insort(l, C(), 50, 2**62), lambda: bisect.bisect(l, 1, 0, 2**63-1), lambda: bisect.bisect(l, C(), key=lambda x: l.clear()), lambda: bisect.bisect([], 1, 2**62, 2**63-1), lambda: bisect.bisect(range(2**63-1), 5), lambda: bisect.bisect(range(2**70), 5)):
    l = [C()]*100
    try: print(f())
    except (IndexError, TypeError, OverflowError) as e: print(type(e).__name__, e)
