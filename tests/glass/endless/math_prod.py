# expect: time | memory
import math
math.prod(range(1, 10**7))
