# expect: time | memory
import itertools
set(itertools.count())
