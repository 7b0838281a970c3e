# expect: time
import itertools
sum(itertools.count())
