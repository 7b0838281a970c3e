# expect: time | memory | error: MemoryError
import math
math.factorial(10**8)
