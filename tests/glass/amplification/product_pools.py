# expect: error: MemoryError | memory
import itertools
itertools.product(range(10**6), repeat=10**6)
