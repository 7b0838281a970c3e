# expect: time
import itertools
next(filter(None, itertools.repeat(0)))
