# expect: ok: survived | time | error: RecursionError
# A key's __eq__ empties and refills the dict that is being searched.
class K:
    def __init__(self, d):
        self.d = d
    def __hash__(self):
        return 7
    def __eq__(self, o):
        self.d.clear()
        for i in range(50):
            self.d[i] = i
        return False
for op in ("get", "set", "del", "pop", "in", "update", "setdefault", "eq"):
    d = {}
    k = K(d)
    d[k] = 1
    d2 = K(d)
    try:
        if op == "get":
            d.get(d2)
        elif op == "set":
            d[d2] = 1
        elif op == "del":
            del d[d2]
        elif op == "pop":
            d.pop(d2)
        elif op == "in":
            d2 in d
        elif op == "update":
            d.update({d2: 1})
        elif op == "setdefault":
            d.setdefault(d2, 1)
        else:
            d == {d2: 1}
    except (KeyError, RuntimeError):
        pass
    len(d), list(d)
print("survived")
