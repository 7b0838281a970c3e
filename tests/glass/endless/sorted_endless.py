# expect: time | memory
import itertools
sorted(itertools.count())
