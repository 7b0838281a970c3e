# expect: error: RecursionError | ok: [] | memory
import itertools
it = iter(())
for _ in range(200_000):
    it = itertools.chain(it)
print(list(it))
