# expect: time
# library
from fractions import Fraction
x = Fraction(3**100_000, 7**75_000)
while True: x.limit_denominator(10**25_000)
