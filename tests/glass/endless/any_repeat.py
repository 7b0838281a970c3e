# expect: time
import itertools
any(itertools.repeat(0))
