# expect: time | memory
import itertools
a, *b = itertools.count()
