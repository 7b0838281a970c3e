# expect: time | memory
from decimal import *
c = Context(prec=400_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
while True:
    try: c.exp(Decimal(1))
    except BaseException: print('SURVIVED')
    finally: pass
