# expect: error: ValueError: too many values to unpack (expected 2)
import itertools
a, b = itertools.count()
