# expect: ok: ok | memory | time
# library
from fractions import Fraction
for f in (lambda: Fraction('1e1000000000'), lambda: format(Fraction(1, 3), '.1000000000f'), lambda: format(Fraction(1, 3), '1000000000'), lambda: round(Fraction(1, 3), 10**9), lambda: Fraction(1, 3) ** Fraction(1, 3), lambda: Fraction('_' * 10_000), lambda: Fraction(' ' * 100_000 + 'x'), lambda: Fraction(3, 7) ** 10**9):
    try: f()
    except (MemoryError, ValueError, OverflowError): pass
print('ok')
