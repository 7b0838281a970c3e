# expect: time | memory
import itertools
list(itertools.count())
