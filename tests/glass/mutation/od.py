# expect: exit: 0
from collections import OrderedDict as O
class K:
    def __init__(s,n): s.n=n
    def __hash__(s): return 1
    def __eq__(s, o): 
        if go: o_.clear()
        return s is o
go = False
for f in (lambda: o_.move_to_end(K(3)), lambda: o_.pop(K(3)), lambda: o_.__delitem__(K(3)), lambda: o_.__setitem__(K(3),1), lambda: o_ == O(o_), lambda: o_.update(o_), lambda: o_.popitem(), lambda: o_.setdefault(K(1)), lambda: [o_.clear() for _ in o_], lambda: [o_.__delitem__(k) for k in o_], lambda: [o_.move_to_end(k) for k in zip(o_, range(1000))], lambda: o_.copy(), lambda: list(reversed(o_)), lambda: dict.clear(o_) or list(o_), lambda: dict.__delitem__(o_, next(iter(o_))) or o_.popitem(), lambda: (dict.pop(o_, next(iter(o_))), o_.move_to_end(next(iter(o_)))), lambda: repr(o_)[:5]):
    go = False
    o_ = O((K(i), i) for i in range(50)); go = True
    try: f()
    except (KeyError, RuntimeError, TypeError) as e: print(type(e).__name__, end=' ')
print()
