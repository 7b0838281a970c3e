# expect: ok: ok | time | memory
import sys, math
def attempt(f):
    try: f()
    except (ValueError, OverflowError, MemoryError, ZeroDivisionError, TypeError): pass
n = 1 << 10**6
for f in (lambda: 1 << sys.maxsize, lambda: 1 << 2**63, lambda: n ** n, lambda: n ** 10**6, lambda: pow(n, n), lambda: 2 ** 10**12, lambda: -1 >> 10**30, lambda: 10 ** 10 ** 10, lambda: (-3) ** 10**11, lambda: 0 ** -1, lambda: math.factorial(10**9), lambda: math.factorial(10**25), lambda: math.comb(10**9, 5 * 10**8), lambda: math.perm(10**10), lambda: math.lcm(*range(1, 3 * 10**5)),
          lambda: str(n), lambda: '%d' % n, lambda: f'{n}', lambda: int('9' * 10**5), lambda: int('1' * 10**7, 16), lambda: n.to_bytes(2**40), lambda: int.from_bytes(bytes(10**6)), lambda: (1).to_bytes(sys.maxsize, 'big'), lambda: round(n, -10**9), lambda: round(5, -10**20), lambda: n.__format__(',d'), lambda: hex(n) * 10**6, lambda: complex(2, 2) ** 10**400,
          lambda: float(n), lambda: n / 3, lambda: divmod(n, n - 1), lambda: math.isqrt(n), lambda: math.gcd(n, n - 1), lambda: pow(3, n, n + 1) if 0 else 1, lambda: int(1e308) ** 5000, lambda: range(n)[n - 1], lambda: len(range(n)), lambda: sum(range(10**12)) if 0 else 1, lambda: list(range(-n, n, n)), lambda: 'a' * n, lambda: [0] * n, lambda: b'' * n, lambda: n.bit_count(), lambda: ~n ^ n << 64):
    attempt(f)
print('ok')
