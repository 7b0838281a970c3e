"""Writes num.tsv beside it: hashes of numbers and tuples of ints by a 64-bit CPython."""
import os, random, struct
from decimal import Decimal
from fractions import Fraction
rnd = random.Random(2)
M = 2**61 - 1
ints = [0, 1, -1, -2, 2, M, M - 1, M + 1, -M, -M - 1, 1 - M, 2**62, 2**63 - 1, -2**63, 2**63, 2**64, 10**30, -10**30, M * M, M**5 + 7, 2**1000] + [rnd.getrandbits(k) * (-1)**k for k in range(1, 400, 7)]
floats = [0.0, -0.0, 1.0, -1.0, -2.0, .5, 1e300, -1e300, 5e-324, 1.7e308, 2.5, float(M), float(2**61), -float(2**61), 1e18, 3e18, float('inf'), float('-inf'), 1e-310] + \
    [f for f in (struct.unpack('d', struct.pack('Q', rnd.getrandbits(64)))[0] for _ in range(100)) if f == f]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'num.tsv'), 'w') as out:
    def w(*a): print(*a, sep='\t', file=out)
    for i in ints: w('int', i, hash(i))
    for f in floats: w('float', f.hex(), hash(f))
    for f in floats[:40]: w('complex', f.hex(), (-f / 3).hex(), hash(complex(f, -f / 3)))
    for a, b in [(1, 3), (-1, 3), (7, M), (-7, M), (M, 2), (22, 7), (10**40, 3**30), (-1, 2)]: w('ratio', a, b, hash(Fraction(a, b)))
    for a, e in [(1, 0), (15, -1), (-15, -1), (1, 100), (1, -100), (123, 20), (-1, 0), (10**30, -3)]: w('scaled', a, e, hash(Decimal(a).scaleb(e)))
    for t in [(), (1,), (0,), (1, 2), (2, 1), (0, 0), (0, 0, 0), tuple(range(20)), (-1, -2), (5, 10**30)]: w('tuple', ' '.join(str(hash(i)) for i in t), hash(t))
