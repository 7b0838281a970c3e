# expect: time
from decimal import *
c = Context(prec=400_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
while True:
    for f in (c.ln, c.exp, c.log10, c.sqrt): f(Decimal(3))
