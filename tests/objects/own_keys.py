# Sets and dicts of keys whose hashes and equality are Python code: what is looked for, added or taken out is that key.
import weakref


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return isinstance(other, Key) and other.n == self.n

    def __repr__(self):
        return f"K{self.n}"


def discard(s, x):
    s.discard(x)


def remove(s, x):
    try:
        s.remove(x)
    except KeyError as e:
        return repr(e)


def add(s, x):
    s.add(x)


def get(d, k):
    return d.get(k, "none")


for make in (lambda n: n), str, Key, (lambda n: (n, Key(n))), float, (lambda n: frozenset([n])):
    s = {make(n) for n in range(5)} | {"other"}
    d = {make(n): n for n in range(5)} | {"other": 9}
    for n in 7, 3, 3, 0, 9:
        discard(s, make(n))
        print(len(s), "other" in s, make(0) in s, make(1) in s, end=" ")
    print(remove(s, make(4)), remove(s, make(11)) is not None, len(s))
    add(s, make(1))
    add(s, make(0))
    print(len(s), [get(d, make(n)) for n in range(-1, 6)], make(3) in d, make(8) in d)
    empty = set()
    discard(empty, make(1))
    print(empty, sorted(d.pop(make(n), -1) for n in range(4, 8)), len(d), d["other"])

kept = [Key(n) for n in range(4)]
weak = weakref.WeakSet(kept)
weak.discard(Key(9))
weak.discard(Key(2))
print(sorted(k.n for k in weak), kept[0] in weak, kept[2] in weak)
