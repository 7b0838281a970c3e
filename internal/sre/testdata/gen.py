"""Writes golden.json for the tests of internal/sre: what CPython's re does with many patterns.

    python3.13 gen.py OUT [RANDOM [SEED [CASES-ONLY]]]

Texts are stored as Latin-1 of their WTF-8 (str) or as Latin-1 (bytes). Where 3.14 differs (\\B on the empty string,
\\z) no case is made. Run it from a CPython that has its test package.
"""
import json
import random
import re
import signal
import sys
import warnings


class TooSlow(Exception):
    pass


def too_slow(*_):
    print('slow', file=sys.stderr)
    raise TooSlow


signal.signal(signal.SIGALRM, too_slow)


def enc(s):
    if isinstance(s, bytes):
        return s.decode('latin-1')
    return s.encode('utf-8', 'surrogatepass').decode('latin-1')


def offsets(s):
    """byte offset of each code point offset"""
    if isinstance(s, bytes):
        return None
    if s.isascii():
        return None
    out = [0]
    for c in s:
        out.append(out[-1] + len(c.encode('utf-8', 'surrogatepass')))
    return out


def span(m, off):
    res = [m.lastindex or 0]
    for i in range(m.re.groups + 1):
        a, b = m.span(i)
        if off and a >= 0:
            a, b = off[a], off[b]
        res += [a, b]
    return res


def run(pat, cases, method, s, pos, end):
    off = offsets(s)
    if '\\B' in enc(pat.pattern) and (not s or end == 0):
        return
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        if method == 'finditer':
            r = [span(m, off) for m in pat.finditer(s, pos, end)]
        else:
            m = getattr(pat, method)(s, pos, end)
            r = m and span(m, off)
    except TooSlow:
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if off:
        pos, end = off[min(pos, len(s))], off[min(end, len(s))]
    cases.append([method, enc(s), min(pos, len(enc(s))), min(end, len(enc(s))), r])


def record(out, p, flags=0, subjects=(), methods=('match', 'fullmatch', 'search', 'finditer'), rng=None, templates=()):
    rec = {'p': enc(p), 'f': int(flags)}
    if isinstance(p, bytes):
        rec['b'] = True
    re.purge()
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            pat = re.compile(p, flags)
        except re.PatternError as e:
            rec['e'] = ['PatternError', e.msg, -1 if e.pos is None else e.pos]
            rec['s'] = str(e)
        except RecursionError:
            return
        except Exception as e:
            rec['e'] = [type(e).__name__, str(e), -1]
        if w:
            rec['w'] = [str(x.message) for x in w]
    if 'e' not in rec:
        rec['fl'] = pat.flags
        rec['g'] = pat.groups
        if pat.groupindex:
            rec['n'] = [[enc(k), v] for k, v in pat.groupindex.items()]
        cases = []
        if '(?a:' in enc(p) or '(?u:' in enc(p):
            # CPython's search prefilter judges a leading class by the flags outside of the scope.
            methods = [m for m in methods if m in ('match', 'fullmatch')]
        for s in subjects:
            for m in methods:
                run(pat, cases, m, s, 0, len(s))
            if rng and len(s) > 1:
                a = rng.randrange(len(s))
                b = rng.randrange(a, len(s) + 1)
                run(pat, cases, rng.choice(methods or ['match']), s, a, b)
        rec['t'] = cases
        ts = []
        for t, s in templates:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter('ignore')
                    ts.append([enc(t), enc(s), enc(pat.sub(t, s)), None])
            except re.PatternError as e:
                ts.append([enc(t), enc(s), None, ['PatternError', e.msg, -1 if e.pos is None else e.pos]])
            except IndexError as e:
                ts.append([enc(t), enc(s), None, ['IndexError', str(e), -1]])
        if ts:
            rec['r'] = ts
    out.append(rec)


# --- random patterns

ATOMS = ['a', 'b', 'c', 'a', 'b', 'ab', 'abc', '.', r'\d', r'\w', r'\s', r'\W', r'\D', r'\S', '[ab]', '[^a]', '[a-c]', r'[\w-]',
         r'[^\s]', '1', ' ', '-', r'\n', 'x', '[^b]', r'[\W\d]', r'[\D\s]']
ODD = ['é', 'É', 'ß', 'ſ', 's', 'S', 'K', '\u212a', 'k', 'i', 'I', '\u0130', '\u0131', 'µ', 'σ', 'Σ', 'ς', '[é-ü]', '[^é]', r'\xe9', r'\u00df',
       '\U0001F600', '[a-é]', '日', r'[\w日]', '[^\u2028]', '\x85', '\xa0', '[s-z]', '[I-K]', 'A', 'B', '[A-C]', '\u01c5', '\ud800']
ZERO = ['^', '$', r'\b', r'\B', r'\A', r'\Z']
QUANT = ['*', '+', '?', '{2}', '{1,2}', '{0,2}', '{2,}', '{,3}', '*', '+', '?', '{0}', '{1}', '{3,4}']


class Gen:
    def __init__(self, rng, isbytes, odd):
        self.r, self.bytes, self.odd = rng, isbytes, odd

    def pattern(self):
        self.closed = []
        self.n = 0
        self.named = {}
        return self.alt(self.r.choice((1, 2, 2, 3, 3, 4)))

    def alt(self, d):
        k = self.r.choice((1, 1, 1, 2, 2, 3, 4))
        return '|'.join(self.seq(d) for _ in range(k))

    def seq(self, d):
        return ''.join(self.item(d) for _ in range(self.r.choice((0, 1, 1, 2, 2, 3, 4))))

    def item(self, d):
        r = self.r
        x = r.random()
        if x < 0.06:
            return r.choice(ZERO)
        if d <= 0 or x < 0.5:
            a = r.choice(ODD if self.odd and r.random() < 0.5 else ATOMS)
            if self.bytes:
                a = a.encode('latin-1', 'replace').decode('latin-1')
                if a.startswith(r'\u'):
                    a = '\xdf'
        elif x < 0.56 and self.closed:
            g = r.choice(self.closed)
            if g in self.named and r.random() < 0.5:
                return '(?P=%s)' % self.named[g]
            a = '\\%d' % g if r.random() < 0.9 else '(?(%d)%s|%s)' % (g, self.seq(d - 1), self.seq(d - 1))
            if g > 9:
                a = '(?:%s)' % a
        elif x < 0.72:
            self.n += 1
            g = self.n
            if r.random() < 0.3:
                self.named[g] = 'g%d' % g
                a = '(?P<g%d>%s)' % (g, self.alt(d - 1))
            else:
                a = '(%s)' % self.alt(d - 1)
            self.closed.append(g)
        elif x < 0.86:
            a = '(?:%s)' % self.alt(d - 1)
        elif x < 0.90:
            a = '(?%s%s)' % (r.choice(['=', '!', '>']), self.alt(d - 1))
        elif x < 0.94:
            parts = ['a', 'b', '.', '[ab]', r'\w', '(?:ab|bc)']
            a = '(?<%s%s)' % (r.choice('=!'), ''.join(r.choice(parts) for _ in range(r.choice((0, 1, 1, 2)))))
        elif x < 0.97:
            fl = r.choice(['i', '-i', 's', '-s', 'm', 'a' if not self.bytes else 'i', 'x', 'i-s'])
            a = '(?%s:%s)' % (fl, self.alt(d - 1))
        else:
            a = '(?>%s)' % self.alt(d - 1)
        if r.random() < 0.45:
            suffix = r.choice(['', '', '', '?', '+'])
            if suffix == '+' and re.search(r'\((?!\?)|\(\?P<', a):
                suffix = ''  # CPython forgets to restore groups there when an alternative fails
            a += r.choice(QUANT) + suffix
        return a


def subject(rng, odd):
    alpha = 'aaabbbccc1 -\nxAB'
    if odd:
        alpha += 'éÉßſsSKk\u212aiI\u0130\u0131µσΣς日\U0001F600\x85\xa0\u2028\u01c5\ud800ü'
    return ''.join(rng.choice(alpha) for _ in range(rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 12))))


def subject_like(rng):
    return ''.join(rng.choice('ab') for _ in range(rng.randrange(8)))


FLAGS = [0, 0, 0, re.I, re.S, re.M, re.I | re.S, re.M | re.S, re.X, re.A, re.A | re.I]


def randoms(out, n, seed):
    rng = random.Random(seed)
    while n > 0:
        odd = rng.random() < 0.35
        isbytes = rng.random() < 0.12
        p = Gen(rng, isbytes, odd).pattern()
        f = rng.choice(FLAGS)
        subs = [subject(rng, odd) for _ in range(3)] + [subject_like(rng) for _ in range(2)]
        if isbytes:
            p = p.encode('latin-1', 'replace')
            subs = [s.encode('latin-1', 'replace') for s in subs]
        record(out, p, f, subs, rng=rng)
        n -= 1


# --- broken patterns: errors and positions

BITS = ['a', 'b', '(', ')', '[', ']', '{', '}', '*', '+', '?', '|', '\\', '^', '$', '.', '-', ',', '1', '2', '0', '9', ':', '=', '!', '<', '>', '#',
        'P', 'i', 'x', 'L', 'u', 's', 'm', 'z', 'é', ' ', '\n', '(?', '(?P<', '(?P=', '(?(', '(?:', '(?i', '(?<', '(?#', '\\1', '\\x', '\\u', '\\N{', '\\d',
        '[^', '[a-', '--', '&&', '||', '~~', '{1,2}', '{2,1}', '(?P<n>', '(?P=n)', '(?(n)', '\\0', '\\8', '\\377', '\\400', '(?-', '(?i-i:', '(?>',
        '\\x41', '\\U0001', '"', "'", '\\N{DIGIT ONE}', '\\Z', '(?<=', '(?<!', '{99999999999}', '(?<=a+)', '(?ia)', '(?x)', '(?a)']


def broken(out, n, seed):
    rng = random.Random(seed)
    while n > 0:
        p = ''.join(rng.choice(BITS) for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 8))))
        if rng.random() < 0.15:
            p = p.encode('latin-1')
        if '\\z' in enc(p):
            continue
        f = rng.choice([0, 0, 0, re.X, re.I, re.A, re.U, re.L])
        record(out, p, f, ['a', 'ab1'] if isinstance(p, str) else [b'a', b'ab1'], methods=('search',))
        n -= 1


TBITS = ['a', '\\1', '\\2', '\\g<1>', '\\g<n>', '\\g<', '>', '\\g', '\\0', '\\07', '\\377', '\\400', '\\n', '\\q', '\\.', '\\\\', '\\', 'é', '\\12', '\\100',
         '\\g<0>', '\\g<m>', '\\g<1a>', '\\g<99>', '\\8', '\\g< 1>', '\\g<>', '-', '\\t', '\\b', '\\x', '\\08', "\\g<'>", '\\g<é>', '\\g<1', '\\1a', '\\180', '\\g<01>']


def templates(out, n, seed):
    rng = random.Random(seed)
    pats = [(r'(a)(?P<n>b)?', 'abcaa'), (r'x', 'xyx'), (r'(?P<n>.)', 'é1'), ('(' * 12 + 'a' + ')' * 12, 'aba')]
    for p, s in pats:
        ts = [(''.join(rng.choice(TBITS) for _ in range(rng.choice((1, 2, 3, 4)))), s) for _ in range(n)]
        record(out, p, 0, (), templates=ts)
    record(out, rb'(a)(?P<n>b)?', 0, (), templates=[(''.join(rng.choice(TBITS) for _ in range(rng.choice((1, 2, 3)))).encode('latin-1'), b'abcaa') for _ in range(n)])


def fixed(out):
    try:
        from test.re_tests import tests
    except ImportError:
        tests = []
    for t in tests:
        p, s = t[0], t[1]
        record(out, p, 0, [s])
        record(out, p, re.I, [s, s.upper()], methods=('search', 'match'))
        record(out, p, re.M | re.S, [s], methods=('search', 'finditer'))
        try:
            record(out, p.encode('ascii'), 0, [s.encode('ascii')], methods=('search',))
        except UnicodeEncodeError:
            pass
    here = open(__file__.replace('gen.py', 'patterns.txt'), encoding='utf-8').read().split('\n')
    for line in here:
        if not line or line.startswith('# '):
            continue
        p, *subs = eval('(' + line + ',)')
        f = 0
        if subs and isinstance(subs[0], int):
            f = subs.pop(0)
        record(out, p, f, subs)


if __name__ == '__main__':
    out = []
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    if len(sys.argv) <= 4:
        fixed(out)
    randoms(out, n, seed)
    broken(out, n, seed)
    templates(out, n // 10, seed)
    with open(sys.argv[1], 'w') as f:
        f.write('[\n' + ',\n'.join(json.dumps(r, separators=(',', ':')) for r in out) + '\n]\n')
