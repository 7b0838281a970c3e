# expect: memory
import itertools
itertools.tee([], 2**62)
