# expect: memory
import itertools
itertools.product(range(10), repeat=2**40)
