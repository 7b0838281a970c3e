# expect: time
import math
n = 1 << 16_000_000
while True:
    math.isqrt(n)
