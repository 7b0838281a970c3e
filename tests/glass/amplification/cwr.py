# expect: memory
import itertools
itertools.combinations_with_replacement([1], 2**61)
