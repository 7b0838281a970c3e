# expect: ok: ok
import random
r = random.Random()
for f in (lambda: random.Random(10**100_000), lambda: r.setstate((3, tuple([2**40] * 625), None)), lambda: r.setstate((3, (1,) * 625, None)), lambda: r.getrandbits(2**31), lambda: r.randbytes(2**40), lambda: r.sample(range(10**18), 5), lambda: r.choices([1], k=10**12), lambda: r.randrange(0, 10**10_000), lambda: r.binomialvariate(10**9, 0.5), lambda: r.sample([1], counts=[10**100], k=2), lambda: r.gammavariate(1e-300, 1)):
    try: f()
    except (MemoryError, ValueError, OverflowError, TypeError): pass
print('ok')
