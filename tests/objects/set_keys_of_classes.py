# Keys whose class defines __hash__, in sets and dicts, through each method that looks one up.
class K:
    def __init__(s, n): s.n = n
    def __hash__(s): return hash(s.n)
    def __eq__(s, o): return isinstance(o, K) and s.n == o.n
    def __repr__(s): return "K(%r)" % s.n


def attempt(f, *a):
    try:
        return f(*a)
    except Exception as e:
        return type(e).__name__


for make in (lambda: {1, 2, 3}, lambda: {K(1), 2}, lambda: set(range(100)), lambda: {1.5, "a", (1, 2)}, lambda: set()):
    s = make()
    n = len(s)
    for i in range(30):
        for k in (K(99), K("a"), K(1.5), (K(7),), K((1, 2)), float("nan"), 10**30, frozenset([5])):
            s.discard(k)
            k in s
            attempt(s.remove, k)
            assert len(s) == len(list(s)), (len(s), k)
    print(n, len(s), sorted(map(repr, s))[:5])
    s.add(K(5))
    s.add(K(5))
    print(len(s), K(5) in s, s.discard(K(5)), len(s), attempt(s.remove, K(5)))
for make in (dict, lambda: {1: 1, "a": 2}, lambda: dict.fromkeys(range(50))):
    d = make()
    n = len(d)
    for i in range(30):
        for k in (K(99), K("a"), (K(7),), K(0), 2.5, 10**30):
            assert d.get(k, 5) == 5 and k not in d and d.pop(k, 6) == 6 and attempt(d.__getitem__, k) == "KeyError", k
            d.setdefault(k, 7)
            assert d[k] == 7 and d.pop(k) == 7
    print(n, len(d))
