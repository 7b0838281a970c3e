# expect: ok: MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError MemoryError
# Each asks for more digits than there is memory for; the last of each kind would take as many steps.
from decimal import *
c = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
d, e = Decimal('1e999999999999'), Decimal('1e-999999999999')
said = []
for f in (lambda: int(d), lambda: d.as_integer_ratio(), lambda: format(d, 'f'), lambda: format(e, 'f'), lambda: e.as_integer_ratio(), lambda: c.divide(1, 3), lambda: c.sqrt(2), lambda: c.exp(1), lambda: c.ln(2), lambda: c.next_minus(1), lambda: c.logical_invert(0), lambda: c.quantize(1, e)):
    try: f(); said.append('done')
    except Exception as x: said.append(type(x).__name__)
print(*said)
