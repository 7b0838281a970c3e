# expect: time | memory | error: MemoryError
import math
math.comb(10**9, 10**8)
