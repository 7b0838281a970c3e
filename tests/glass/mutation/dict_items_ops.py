# expect: exit: 0
d = {}
class E:
    def __eq__(s,o): d.clear(); return True
    def __hash__(s): return 1
d = {E(): E() for i in range(10)}
d = {i: E() for i in range(100)}
try: print(len(d.items() & [(i, E()) for i in range(100)]))
except RuntimeError as x: print(x)
d = {i: E() for i in range(100)}
try: print(d.items() == d.copy().items(), d.keys() ^ [E()], d.items().isdisjoint([(1,E())]))
except RuntimeError as x: print(x)
