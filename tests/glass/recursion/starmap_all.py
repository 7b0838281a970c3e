# expect: exit: 0 | memory
import itertools as I
for f in (lambda i: I.starmap(pow, i), lambda i: I.takewhile(bool, i), lambda i: I.dropwhile(bool, i), lambda i: I.filterfalse(bool, i), lambda i: I.compress(i, i), lambda i: I.pairwise(i), lambda i: I.cycle(i), lambda i: I.groupby(i), lambda i: I.zip_longest(i), lambda i: I.batched(i, 2), lambda i: I.chain.from_iterable(i), lambda i: I.chain((), i)):
    it = iter(())
    for _ in range(40_000): it = f(it)
    try: print(len(list(it)))
    except RecursionError: print("R")
