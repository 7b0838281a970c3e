# expect: exit: 0 | memory
import weakref
class D:
    def __init__(s, x): s.x = x
    def __add__(s, o): return s.x + o
    def __str__(s): return str(s.x)
    def __iter__(s): return iter(s.x)
    def __len__(s): return len(s.x)
    def __call__(s): return s.x()
    def __eq__(s,o): return s.x == o
p = 1; keep = []
for _ in range(30_000):
    d = D(p); keep.append(d); p = weakref.proxy(d)
for f in (lambda: p + 1, lambda: str(p), lambda: list(p), lambda: len(p), lambda: p(), lambda: p == 1):
    try: print(f())
    except RecursionError: print("R")
