# expect: error: MemoryError | memory | ok:
import itertools
itertools.product(range(10**6), repeat=10**6)
