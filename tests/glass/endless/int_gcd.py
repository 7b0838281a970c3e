# expect: time
import math
a = (1 << 20_000_000) - 1; b = (1 << 19_999_999) - 3
while True: math.gcd(a, b); math.isqrt(a); a // b; math.lcm(a, b)
