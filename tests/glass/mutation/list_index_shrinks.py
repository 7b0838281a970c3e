# expect: ok: survived
class E:
    def __eq__(self, o):
        a.clear()
        return False
for op in (lambda: a.index(1), lambda: a.count(1), lambda: a.remove(1), lambda: 1 in a, lambda: a == [1] * 100, lambda: a < [1] * 100, lambda: max(a), lambda: a.extend(a)):
    a = [E() for _ in range(100)]
    try:
        op()
    except (ValueError, TypeError):
        pass
print("survived")
