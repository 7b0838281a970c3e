# expect: exit: 0
import heapq
class C:
    def __init__(s, n): s.n = n
    def __lt__(s, o): h.clear(); return s.n < o.n
for f in (lambda: heapq.heapify(h), lambda: heapq.heappop(h), lambda: heapq.heappush(h, C(0)), lambda: heapq.heappushpop(h, C(100)), lambda: heapq.heapreplace(h, C(1)), lambda: heapq.heapify_max(h), lambda: heapq.heappop_max(h), lambda: heapq.nsmallest(5, h), lambda: heapq.nlargest(5, h), lambda: heapq.heapreplace_max(h, C(1)), lambda: heapq.heappushpop_max(h, C(-1))):
    h = [C(i) for i in range(50)]
    try: f()
    except (RuntimeError, IndexError) as e: print(e)
