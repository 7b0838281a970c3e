# expect: ok: survived
import heapq
class E:
    def __lt__(self, o):
        h.clear()
        return True
for op in (lambda: heapq.heapify(h), lambda: heapq.heappush(h, E()), lambda: heapq.heappop(h), lambda: heapq.heapreplace(h, E()), lambda: heapq.heappushpop(h, E())):
    h = [E() for _ in range(30)]
    try:
        op()
    except (IndexError, RuntimeError):
        pass
print("survived")
