# expect: ok: ok | time | memory
import string, time
class Missing:
    InvalidOperation = ValueError
    def __getattr__(s, n): raise ValueError
def have(n):
    try: return __import__(n)
    except ImportError: return Missing()
decimal, datetime, fractions, textwrap, pprint = map(have, 'decimal datetime fractions textwrap pprint'.split())
for f in (lambda: format(decimal.Decimal(1), '999999999d'), lambda: format(decimal.Decimal(10) ** 999999, 'f'), lambda: format(fractions.Fraction(1, 3), '.999999999f'), lambda: datetime.datetime(1, 1, 1).strftime('%1000000Y' * 1000), lambda: time.strftime('%999999999Y'),
          lambda: string.Template('$a' * 100000).substitute(a='x' * 100000), lambda: textwrap.fill('a ' * 100, 5, initial_indent=' ' * 10**8), lambda: f'{1:{10**9}}', lambda: f'{"a":{"x"}>{10**9}}', lambda: '%0*d' % (10**9, 1), lambda: '%.*f' % (10**9, 1.5), lambda: b'%0*d' % (10**9, 1),
          lambda: '{:{}}'.format(1, 10**9), lambda: '{0:{0}}'.format(10**9), lambda: str.format('{0.__class__.__mro__[1]}' * 10**5, 1), lambda: pprint.pformat([[0] * 100] * 100, width=1, indent=10**7), lambda: f'{1.5:.{10**9}}', lambda: f'{10**9:,}' * 10**8, lambda: '{:=^{}}'.format('a', 10**10), lambda: f'{2**10**6:_b}' * 100,
          lambda: complex(1, 1).__format__('999999999'), lambda: True.__format__('999999999'), lambda: ''.__format__('\U0010ffff>999999999'), lambda: format(10**4000, '1000000000,d'), lambda: ('%s' * 10**5) % (('a' * 10**4,) * 10**5), lambda: '{0}'.join(['{'] * 10**7).format(1)):
    try: f()
    except (MemoryError, OverflowError, ValueError, TypeError, decimal.InvalidOperation): pass
print('ok')
