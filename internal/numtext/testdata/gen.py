"""Writes the goldens beside it. Run with CPython 3.13 or later."""
import math, os, random, struct, sys
sys.set_int_max_str_digits(0)
here = os.path.dirname(os.path.abspath(__file__))
rnd = random.Random(1)
bits = lambda f: struct.unpack('>Q', struct.pack('>d', f))[0]
flt = lambda b: struct.unpack('>d', struct.pack('>Q', b))[0]
special = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 1e16, 9999999999999998.0, 1e15, 1e-4, 9.999999999999999e-05,
           1e-5, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, math.inf, -math.inf, math.nan,
           123456789.0, 0.1, 0.2, 0.3, 1/3, 2/3, 100.0, 999999.5, 9.5, 99.5, 0.000123456, 1e100, 12345.6789, 2.675,
           1e-7, 1e300, 15.0, 25.0, 35.0, 150.0, 250.0, 1250.0, 5e22, 5.5e22, 1.5e308, 8.5e307]
floats = special + [flt(rnd.getrandbits(64)) for _ in range(60)] + [rnd.uniform(-1e6, 1e6) for _ in range(30)] + \
    [round(rnd.uniform(0, 100), 2) for _ in range(20)] + [float(rnd.randrange(10**k)) for k in range(1, 20)]
with open(os.path.join(here, 'float.tsv'), 'w') as out:
    def w(*a): print(*a, sep='\t', file=out)
    for f in floats:
        b = '%016x' % bits(f)
        w('repr', b, repr(f))
        w('hex', b, f.hex())
        if math.isfinite(f):
            w('ratio', b, '%d/%d' % f.as_integer_ratio())
        for code in 'eEfFgG':
            for prec in (0, 1, 2, 5, 6, 16, 17, 30) if f in special else (0, 3, 12):
                w('fmt', b, code, prec, '', ('%.' + str(prec) + code) % f)
                w('fmt', b, code, prec, '#', ('%#.' + str(prec) + code) % f)
        for prec in (0, 1, 2, 3, 6, 15, 17, 20):
            w('fmt', b, 'g', prec, '0', format(f, '.%d' % prec))
            w('fmt', b, 'g', prec, '0#', format(f, '#.%d' % prec))
        w('fmt', b, 'r', 0, '#', format(f, '#'))
        for n in (-310, -308, -300, -23, -22, -17, -5, -3, -2, -1, 0, 1, 2, 3, 5, 10, 15, 17, 22, 300, 323, 324, 400):
            try: r = '%016x' % bits(round(f, n))
            except OverflowError: r = 'overflow'
            w('round', b, n, r)
    for f in (5e-324, 1/3, 1e300):
        for code in 'feg':
            w('fmt', '%016x' % bits(f), code, 1200, '#', ('%#.1200' + code) % f)
with open(os.path.join(here, 'parse.tsv'), 'w') as out:
    def w(*a): print(*a, sep='\t', file=out)
    texts = '1 +1 -1 .5 5. . + - 1e5 1E+5 1e-5 1e e5 1e+ 1_0 1__0 _1 1_ 1_.5 1._5 1.5_ 1_000.000_1e1_0 1e_1 inf -Inf infinity INFINIT nan -nan +NAN nanx 0x10 1e400 -1e400 1e-400 1,5 1e5.5 1.5.5 00012 0_0 infinity_ 1e99999999999999999999 0e99999999999999999999 1e-99999999999999999999 2.2250738585072011e-308 9007199254740993 9007199254740992.99999999999999999999999999999999999999 1j --1 +-1 ١'.split()
    texts += ['', '  1  ', ' 1 2', '1' + '0' * 2000 + 'e-2000', '0.' + '0' * 20000 + '1e20001', '9' * 1500, '-' + '0' * 1200 + '1', '0.' + '0' * 12000 + '3', '1.' + '0' * 1500 + '1',
              '9007199254740993' + '0' * 900 + '1e-901', '1' + '0' * 20000 + '_0e-2_0001', '\v1\f']
    for t in texts:
        if not t.isascii(): continue
        try: r = '%016x' % bits(float(t))
        except ValueError: r = 'error'
        w('float', t.encode().hex(), r)
    hexes = '0x1.8p3 0x1.8 1.8p3 1 .8 8. 0x 0x. 0x.p1 x1 0x1p 0x1p+ -0x1.fffffffffffff8p0 0x1.fffffffffffff7p0 0x1.fffffffffffffp1023 0x1.fffffffffffff8p1023 0x1.fffffffffffff7fffffffffffffp1023 0x1p1024 0x1p-1074 0x1p-1075 0x1.8p-1075 0x1.0000001p-1075 0x0p9999999999999999999999 0x1p-9999999999999999999999 0x1p9999999999999999999999 inf -infinity nan nano 0X1P5 0xg 0x1.1.1 0x1p1_0 0x0.0000000000000000000000001p100 0x123456789abcdef123456789abcdefp-60 0x.1p0 0x1_0 -0x0p0 + 0x1p0x 0xfffffffffffff.8p0 0xfffffffffffff.4p0 0x1fffffffffffff.8p0 0x10000000000000.8p0 0x10000000000000.80000000001p0'.split()
    for t in hexes + ['', ' 0x1p3 ', '0x' + '0' * 3000 + '1', '0x0.' + '0' * 3000 + '1p12004', '0x1' + '0' * 3000 + 'p-12000']:
        try: r = '%016x' % bits(float.fromhex(t))
        except (ValueError, OverflowError) as e: r = str(e)
        w('fromhex', t.encode().hex(), r)
    ints = '1 +1 -1 0 00 0_0 01 -0 1_0 1__0 _1 1_ 0x10 0X1f 0x 0x_1 0x__1 0_x1 0o17 0b101 0b2 0o8 zz ZZ 12a 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551616 0b1111 b1 0x1_f - + 1.0 -0x10 +-1 1 0_ 0b_ 0b1_1_0_1'.split()
    for t in ints + ['', ' 1 ', '1 1', '\n-12\t', '1' * 300, '-' + 'f' * 200, '1_' * 4000 + '7']:
        for base in (0, 10, 16, 2, 8, 36, 7, 32):
            try: r = hex(int(t, base))
            except ValueError: r = 'error'
            w('int', t.encode().hex(), base, r)
    for n in (5000, 40000):
        for base in (10, 7, 8):
            t = ''.join(rnd.choice('0123456789abcdefghijklmnopqrstuvwxyz'[:base]) for _ in range(n))
            w('int', t.encode().hex(), base, hex(int(t, base)))
