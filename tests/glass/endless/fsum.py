# expect: time
import itertools, math
math.fsum(itertools.repeat(0.1))
