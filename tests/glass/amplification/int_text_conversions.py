# expect: ok: ok | time | memory
import sys, math
class Missing:
    def __getattr__(s, n): raise ValueError
def have(n):
    try: return __import__(n)
    except ImportError: return Missing()
decimal, fractions = have('decimal'), have('fractions')
for f in (lambda: sys.set_int_max_str_digits(0), lambda: int('9' * 10**6), lambda: str(10**10**6), lambda: int('f' * 10**8, 16), lambda: int('z' * 10**6, 36), lambda: int.from_bytes(bytes(10**8)) , lambda: (1 << 10**12), lambda: 10**10**10, lambda: pow(10, 10**9, 10**9 + 7), lambda: math.factorial(10**7), lambda: math.comb(10**7, 5 * 10**6),
          lambda: fractions.Fraction('1e1000000000'), lambda: fractions.Fraction(1.5) ** 10**7, lambda: decimal.Decimal('1e999999999999999999').to_integral_value() + 1, lambda: int(decimal.Decimal('1e100000000')), lambda: round(10**10**6, -10**7), lambda: float('1' * 10**7), lambda: float('1e' + '9' * 10**7), lambda: math.ldexp(1, 10**9) if 0 else 1,
          lambda: hash(1 << 10**8), lambda: (1 << 10**9).bit_count(), lambda: bin(1 << 10**9), lambda: math.isqrt(1 << 10**8), lambda: math.gcd(*[1 << 10**7] * 100), lambda: sum([1 << 10**6] * 10**4)):
    try: f()
    except (MemoryError, OverflowError, ValueError, ArithmeticError): pass
