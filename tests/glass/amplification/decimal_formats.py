# expect: ok: ok | memory
from decimal import Decimal
for s in ('1000000000f', '.1000000000f', ',.999999999f', '1000000000', '.10000000000000000000f', '99999999999999999999', '.1000000000e', '.1000000000%', 'é>1000000000', '0999999999,', '_<500000000.400000000f', '.2147483647g', '9223372036854775807', ',f', '%'):
    for d in (Decimal(1), Decimal('1e-500000'), Decimal('nan'), Decimal('-inf'), Decimal('1e500000'), Decimal('1e99999999'), Decimal('1e-999999999999999')):
        try: format(d, s)
        except (MemoryError, ValueError): pass
print('ok')
