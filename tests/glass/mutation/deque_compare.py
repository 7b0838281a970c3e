# expect: ok: survived
import collections
class E:
    def __eq__(self, o):
        d.clear()
        d.extend(range(10))
        return False
for op in (lambda: d.count(1), lambda: d.index(1), lambda: d.remove(1), lambda: 1 in d, lambda: d == collections.deque([1] * 10)):
    d = collections.deque(E() for _ in range(10))
    try:
        op()
    except (RuntimeError, ValueError, IndexError):
        pass
print("survived")
