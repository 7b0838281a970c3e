# expect: ok: survived | time | error: RecursionError
d = {}
class K(int):
    def __hash__(self):
        if len(d) > 10:
            d.popitem()
        return int(self)
    def __eq__(self, o):
        d.pop(K(3), None) if len(d) == 5 else None
        return int(self) == int(o)
for i in range(200):
    d[K(i)] = i
    d.get(K(i // 2))
print("survived")
