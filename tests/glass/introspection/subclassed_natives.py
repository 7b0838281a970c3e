# expect: ok: ok | time | memory
import sys, gc
made = []
done = set()
def all_types():
    todo = [object]
    while todo:
        for s in type.__subclasses__(todo.pop()):
            if s not in done:
                done.add(s); todo.append(s)
all_types()
class Odd:
    def __init__(self, *a, **k): pass
    def __len__(self): return 1 << 62
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __getattr__(self, n): return self
    def __call__(self, *a, **k): return self
    def __index__(self): return -1
    def __del__(self): made.append(self)
for t in sorted(done, key=lambda t: t.__module__ + t.__qualname__):
    if t.__name__ in ('FileIO', 'TextIOWrapper', 'BufferedReader', 'BufferedWriter'): continue
    for bases in ((t,), (Odd, t), (t, Odd)):
        try: C = type('C', bases, {'__slots__': ()} if len(bases) == 1 else {})
        except Exception: continue
        for args in ((), (1,), ('a',), ([],), (len, 'a'), (1, 2, 3)):
            try: x = C(*args)
            except Exception: continue
            for f in (repr, len, hash, iter, list, bool, lambda y: y.__class__, lambda y: y == y, lambda y: y.__reduce_ex__(4), lambda y: dir(y), lambda y: C.__new__(C), lambda y: setattr(y, '__class__', Odd)):
                if f is list and 'count' in t.__name__ + 'cycle' or t.__name__ in ('count', 'cycle', 'repeat', 'SimpleQueue', 'TextIOWrapper', 'FileIO', 'BufferedReader', 'chain', 'map', 'zip', 'callable_iterator'): continue
                try: f(x)
                except BaseException: pass
            made.clear()
            break
gc.collect()
print('ok')
