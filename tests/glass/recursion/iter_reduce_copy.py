# expect: error: RecursionError | memory
import itertools as I, copy
it = iter([1])
for _ in range(100_000): it = map(len, it)
copy.copy(it); copy.deepcopy(it)
