# expect: time | memory | error: MemoryError
import math
math.perm(10**9, 10**7)
