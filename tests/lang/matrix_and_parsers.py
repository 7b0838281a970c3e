from __future__ import annotations
import math, itertools, functools, collections, operator, random, string, textwrap, re, json, heapq, bisect, struct, copy, io, contextlib
class Matrix:
    __slots__ = ('rows',)
    __match_args__ = ('rows',)
    def __init__(self, rows): self.rows = tuple(map(tuple, rows)); assert len({*map(len, self.rows)}) <= 1, "ragged"
    @classmethod
    def eye(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def T(self): return Matrix(zip(*self.rows))
    def __matmul__(self, o): return Matrix([[sum(map(operator.mul, r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __add__(self, o): return Matrix([map(operator.add, *p) for p in zip(self.rows, o.rows, strict=True)])
    def __mul__(self, k): return Matrix([[x * k for x in r] for r in self.rows]) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __pow__(self, n, mod=None):
        r, b = Matrix.eye(len(self.rows)), self
        while n:
            if n & 1: r = r @ b
            b, n = b @ b, n >> 1
        return r
    def __eq__(self, o): return isinstance(o, Matrix) and self.rows == o.rows
    def __hash__(self): return hash(self.rows)
    def __getitem__(self, ij):
        match ij:
            case int(): return self.rows[ij]
            case (int(i), int(j)): return self.rows[i][j]
            case (slice() as i, slice() as j): return Matrix([r[j] for r in self.rows[i]])
            case _: raise TypeError(f"bad index {ij!r}")
    def det(self):
        m, d = [list(map(float, r)) for r in self.rows], 1.0
        for i in range(len(m)):
            p = max(range(i, len(m)), key=lambda k: abs(m[k][i]))
            if m[p][i] == 0: return 0.0
            if p != i: m[i], m[p] = m[p], m[i]; d = -d
            d *= m[i][i]
            for k in range(i + 1, len(m)):
                f = m[k][i] / m[i][i]; m[k] = [a - f * b for a, b in zip(m[k], m[i])]
        return d
    def __repr__(self): return 'Matrix([' + ', '.join(map(repr, map(list, self.rows))) + '])'
    def __format__(self, spec): return '\n'.join(' '.join(format(x, spec) for x in r) for r in self.rows)
m = Matrix([[2, 1], [1, 3]]); print(m @ m, m ** 10, m.T == m, m.det(), 2 * m, m[0, 1], m[:, 1:], f"{m:>4d}", {m: 1}[Matrix([[2, 1], [1, 3]])])
for f in [lambda: m + Matrix([[1, 2]]), lambda: m * 'a', lambda: m['x'], lambda: Matrix([[1], [1, 2]]), lambda: m @ 5]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class LRU(collections.OrderedDict):
    def __init__(self, cap, /, *a, **k): self.cap = cap; super().__init__(*a, **k)
    def __getitem__(self, k): v = super().__getitem__(k); self.move_to_end(k); return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v); self.move_to_end(k)
        while len(self) > self.cap: print('evict', self.popitem(last=False))
c = LRU(2, a=1); c['b'] = 2; c['a']; c['c'] = 3; print(c, list(c), c.get('zz', 9), 'a' in c)
class Trie:
    def __init__(self): self.kids, self.end = {}, False
    def add(self, w): functools.reduce(lambda n, ch: n.kids.setdefault(ch, Trie()), w, self).end = True
    def __iter__(self):
        def walk(n, pre):
            if n.end: yield pre
            for k in sorted(n.kids): yield from walk(n.kids[k], pre + k)
        return walk(self, '')
t = Trie(); [t.add(w) for w in 'the then than thin a an and ant'.split()]; print(list(t))
def dijkstra(g, s):
    dist, prev, pq = {s: 0}, {}, [(0, s)]
    while pq:
        d, u = heapq.heappop(pq)
        if d > dist.get(u, math.inf): continue
        for v, w in g.get(u, {}).items():
            if (nd := d + w) < dist.get(v, math.inf): dist[v], prev[v] = nd, u; heapq.heappush(pq, (nd, v))
    return dist, prev
print(dijkstra({'a': {'b': 7, 'c': 3}, 'c': {'b': 1, 'd': 8}, 'b': {'d': 2}}, 'a'))
def topo(deps):
    state, out = {}, []
    def visit(n, path=()):
        if state.get(n) == 2: return
        if state.get(n) == 1: raise ValueError('cycle: ' + ' -> '.join((*path, n)))
        state[n] = 1
        for d in deps.get(n, ()): visit(d, (*path, n))
        state[n] = 2; out.append(n)
    for n in deps: visit(n)
    return out
print(topo({'app': ['db', 'net'], 'db': ['log'], 'net': ['log']}))
try: topo({'a': ['b'], 'b': ['c'], 'c': ['a']})
except ValueError as e: print(e)
class Parser:
    def __init__(s, t): s.toks = re.findall(r'\d+\.?\d*|[a-z]+|\*\*|[-+*/%(),^]', t) + ['$']; s.i = 0
    @property
    def cur(s): return s.toks[s.i]
    def eat(s, t=None):
        if t and s.cur != t: raise SyntaxError(f'expected {t!r}, got {s.cur!r}')
        s.i += 1; return s.toks[s.i - 1]
    PREC = {'+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '**': 4}
    OPS = {'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.truediv, '%': operator.mod, '**': operator.pow}
    def expr(s, p=0):
        l = s.atom()
        while (q := s.PREC.get(s.cur, -1)) > p - (s.cur == '**') and q >= p:
            o = s.eat(); l = s.OPS[o](l, s.expr(q + (o != '**')))
        return l
    def atom(s):
        t = s.eat()
        if t == '-': return -s.expr(3)
        if t == '(': v = s.expr(); s.eat(')'); return v
        if t[0].isdigit(): return float(t) if '.' in t else int(t)
        if t.isalpha():
            if s.cur != '(': return getattr(math, t)
            s.eat('('); a = [s.expr()]
            while s.cur == ',': s.eat(); a.append(s.expr())
            s.eat(')'); return getattr(math, t)(*a)
        raise SyntaxError(f'unexpected {t!r}')
for e in ['1 + 2 * 3', '2 ** 3 ** 2', '-(4 - 6) * 2.5', 'sqrt(16) + gcd(12, 18)', 'pi * 2', '1 +', '(1', '7 % 4 - -3', '1 / 0', 'nope(1)', '10 - 4 - 3']:
    try: print(e, '=', Parser(e).expr())
    except Exception as x: print(e, '!', type(x).__name__, x)
class Bank:
    class Insufficient(Exception):
        def __init__(self, need, have): super().__init__(need, have); self.need, self.have = need, have
        def __str__(self): return f'need {self.need:,.2f}, have {self.have:,.2f}'
    def __init__(self): self.acc = collections.defaultdict(float); self.log = []
    @contextlib.contextmanager
    def tx(self):
        saved = copy.deepcopy(dict(self.acc))
        try: yield self
        except Exception as e:
            self.acc.clear(); self.acc.update(saved); self.log.append(f'rollback: {e}'); raise
        else: self.log.append('commit')
    def move(self, a, b, n):
        if self.acc[a] < n: raise self.Insufficient(n, self.acc[a])
        self.acc[a] -= n; self.acc[b] += n
b = Bank(); b.acc['x'] = 1000
with b.tx(): b.move('x', 'y', 250.5)
try:
    with b.tx() as q: q.move('x', 'z', 100); q.move('y', 'x', 99999)
except Bank.Insufficient as e: print(repr(e), e, e.args)
print(dict(b.acc), b.log)
random.seed(42); print([random.randint(1, 100) for _ in range(8)], random.sample(range(50), 5), random.choice('abc'), round(random.gauss(0, 1), 6), random.shuffle(l := list(range(6))), l, random.choices('xyz', weights=[1, 2, 3], k=5), random.random(), random.uniform(1, 5), random.getrandbits(70), random.betavariate(1, 2), random.expovariate(1), random.triangular(), random.randbytes(4))
grid = ["#########", "#S..#...#", "#.#.#.#.#", "#.#...#E#", "#########"]
def bfs():
    pos = {ch: (y, x) for y, r in enumerate(grid) for x, ch in enumerate(r) if ch in 'SE'}
    q, seen = collections.deque([(pos['S'], 'S')]), {pos['S']}
    while q:
        (y, x), p = q.popleft()
        if (y, x) == pos['E']: return p
        for d, (dy, dx) in zip('UDLR', [(-1, 0), (1, 0), (0, -1), (0, 1)]):
            n = y + dy, x + dx
            if grid[n[0]][n[1]] != '#' and n not in seen: seen.add(n); q.append((n, p + d))
print(bfs(), end='\n\n')
print(textwrap.fill("The quick brown fox jumps over the lazy dog. " * 3, 40, initial_indent='* ', subsequent_indent='  '))
print(textwrap.dedent("""
    a
      b
    c""").strip(), string.Template("$a ${b}c $$").substitute(a=1, b=2), string.capwords('hello wORLD x'))
life = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
for _ in range(4):
    n = collections.Counter((y + dy, x + dx) for y, x in life for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx)
    life = {p for p, k in n.items() if k == 3 or k == 2 and p in life}
print(sorted(life))
print(json.dumps({'a': [1, 2.5, None, True, {'b': 'é\n"'}], 'z': {}}, indent=2, sort_keys=True), json.dumps('é', ensure_ascii=False), json.loads('[1e5, -0, "\\u00e9\\ud83d\\ude00", NaN]'))
for bad in ['{', '[1,]', '{"a" 1}', 'nul', '"\x01"', '[1] x', '{"a":1,}']:
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e, e.lineno, e.colno, e.pos)
print(struct.pack('>HiBf4s', 1, -2, 3, 1.5, b'ab'), struct.unpack('<hI', b'\xff\xff\x01\0\0\0'), struct.calcsize('@ibq'), struct.pack('?5p', True, b'hello'))
def sieve(n):
    s = bytearray([1]) * n; s[:2] = b"\0\0"
    for j in range(2, int(n ** .5) + 1):
        if s[j]: s[j * j::j] = bytes(len(range(j * j, n, j)))
    return [i for i, p in enumerate(s) if p]
print(sieve(60)); print(*map('{:>3}'.format, itertools.accumulate(range(10), lambda a, b: a * 3 % 101 + b)), sep='|')
gen = (yield_ for yield_ in range(3)); print(next(gen), *gen, sum(gen))
def memo(f, cache={}):
    @functools.wraps(f)
    def w(*a): return cache[a] if a in cache else cache.setdefault(a, f(*a))
    return w
@memo
def lev(a: str, b: str) -> int: return len(a or b) if not (a and b) else min(lev(a[1:], b) + 1, lev(a, b[1:]) + 1, lev(a[1:], b[1:]) + (a[0] != b[0]))
print(lev('kitten', 'sitting'), lev.__name__, lev.__wrapped__.__annotations__, len(lev.__closure__))
