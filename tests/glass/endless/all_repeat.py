# expect: time
import itertools
all(itertools.repeat(1))
