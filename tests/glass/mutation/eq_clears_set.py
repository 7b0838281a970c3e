# expect: ok: survived | time | error: RecursionError
class K:
    def __init__(self, s):
        self.s = s
    def __hash__(self):
        return 7
    def __eq__(self, o):
        self.s.clear()
        self.s.update(range(100))
        return False
for op in (lambda s, k: k in s, lambda s, k: s.add(k), lambda s, k: s.discard(k), lambda s, k: s | {k}, lambda s, k: s & {k}, lambda s, k: s - {k}, lambda s, k: s ^ {k},
           lambda s, k: s <= {k, 1}, lambda s, k: s.difference_update({k}), lambda s, k: s.symmetric_difference_update({k}), lambda s, k: s.intersection_update({k})):
    s = set()
    s.add(K(s))
    try:
        op(s, K(s))
    except (KeyError, RuntimeError):
        pass
    sorted(map(hash, s))
print("survived")
