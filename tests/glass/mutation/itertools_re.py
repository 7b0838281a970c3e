# expect: exit: 0
import itertools as I
class It:
    n = 0
    def __iter__(s): return s
    def __next__(s):
        s.n += 1
        if s.n > 20: raise StopIteration
        try: next(x)
        except (StopIteration, RuntimeError, ValueError, RecursionError): pass
        return s.n
def run(mk):
    global x
    x = None
    x = mk(It())
    try: return len(list(I.islice(x, 50)))
    except (RuntimeError, ValueError, TypeError) as e: return type(e).__name__
x = None
print([run(m) for m in (I.chain, lambda i: I.tee(i)[0], I.cycle, lambda i: I.groupby(i), lambda i: I.islice(i, 30), I.accumulate, I.pairwise, lambda i: I.batched(i, 3), lambda i: zip(i, i), lambda i: map(abs, i), lambda i: filter(None, i), enumerate, lambda i: I.zip_longest(i, [1]), lambda i: I.compress(i, i), lambda i: I.starmap(max, ((a, 1) for a in i)), lambda i: I.takewhile(bool, i), lambda i: I.dropwhile(lambda q: False, i), lambda i: I.chain.from_iterable([i, i]), lambda i: I.filterfalse(None, i), lambda i: I.islice(i, 2, None, 3))])
