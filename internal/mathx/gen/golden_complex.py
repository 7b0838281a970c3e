"""Writes testdata/complex.tsv: cmath's functions (any CPython) and complex arithmetic (CPython 3.14)."""
import cmath, math, os, random, struct
out = globals().get('OUT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'testdata')
rnd = random.Random(17)
b = lambda f: '%016x' % struct.unpack('>Q', struct.pack('>d', f))[0]
V = [-math.inf, -1e308, -1.5, -1.0, -0.5, -1e-300, -0.0, 0.0, 1e-300, 0.25, 1.0, 2.0, 30.0, 720.0, 1e200, 1e308, math.inf, math.nan]
Z = [complex(x, y) for x in V for y in V] + [complex(rnd.uniform(-4, 4), rnd.uniform(-4, 4)) for _ in range(100)] + [cmath.rect(1 + rnd.uniform(-1e-3, 1e-3), rnd.uniform(-3, 3)) for _ in range(30)] + [complex(rnd.uniform(-700, 720), rnd.uniform(-40, 40)) for _ in range(30)]
with open(os.path.join(out, 'complex.tsv'), 'w') as f:
    def row(name, *args):
        try:
            if name == 'mul': z = args[0] * args[1]
            elif name == 'div': z = args[0] / args[1]
            elif name == 'pow': z = args[0] ** args[1]
            elif name == 'rect': z = cmath.rect(args[0].real, args[0].imag)
            else: z = getattr(cmath, name)(*args)
            r = [b(z.real), b(z.imag)]
        except ZeroDivisionError: r = ['domain']
        except ValueError: r = ['domain']
        except OverflowError: r = ['range']
        print(name, *(x for a in args for x in (b(a.real), b(a.imag))), *r, sep='\t', file=f)
    for name in 'sqrt log log10 exp cosh sinh tanh cos sin tan acos acosh asinh asin atanh atan rect'.split():
        for z in Z: row(name, z)
    P = [complex(x, y) for x in (-math.inf, -1.5, -0.0, 0.0, 1.0, 1e300, math.inf, math.nan) for y in (-math.inf, -0.0, 0.0, 2.0, -1e300, math.nan)]
    for z in P:
        for w in P:
            if rnd.random() < .4: row('mul', z, w); row('div', z, w)
    for _ in range(200):
        z, w = complex(rnd.uniform(-4, 4), rnd.uniform(-4, 4)), complex(rnd.choice([rnd.uniform(-4, 4), float(rnd.randrange(-5, 6))]), rnd.choice([0.0, rnd.uniform(-4, 4)]))
        row('mul', z, w); row('div', z, w); row('pow', z, w)
    for z in (0j, 1j, 1e200+1j, complex(0, 1e-200)):
        for w in (0j, 1+0j, -1+0j, 1j, 2+0j, 100+0j, 101+0j, 0.5+0j, -2.5+0j): row('pow', z, w)
