# expect: time
from decimal import *
c = Context(prec=200_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
while True: c.power(Decimal('1.1'), Decimal('1e17') + 1); c.power(3, 10**100_000, 10**90_000 + 1)
