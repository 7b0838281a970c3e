# expect: time
import functools, itertools
functools.reduce(lambda a, b: b, itertools.count())
