# expect: time | memory
import itertools
dict.fromkeys(itertools.count())
