# expect: error: MemoryError | memory
import itertools
itertools.permutations(range(10**9))
