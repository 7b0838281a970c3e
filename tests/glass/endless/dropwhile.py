# expect: time
import itertools
next(itertools.dropwhile(lambda x: True, itertools.repeat(1)))
