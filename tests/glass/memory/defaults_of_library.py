# expect: ok: ok | time | memory
# Library functions that are asked for very much at once.
for m in 'itertools collections random string textwrap secrets uuid base64 difflib statistics fractions heapq bisect calendar datetime colorsys html urllib.parse email.message struct binascii operator functools'.split():
    try: globals()[m.split('.')[0]] = __import__(m)
    except ImportError: pass
def attempt(f):
    try: f()
    except (Exception,): pass
N = 2 * 10**9
for f in (lambda: random.choices('ab', k=N), lambda: random.sample(range(N), N), lambda: random.randbytes(N), lambda: secrets.token_hex(N), lambda: random.getrandbits(N * 8), lambda: collections.deque(range(N), N), lambda: collections.Counter(a=N).elements().__length_hint__(), lambda: list(collections.Counter(a=N).elements()), lambda: textwrap.wrap('a ' * 10**5, 1), lambda: textwrap.indent('\n' * 10**6, 'x' * 10**4), lambda: textwrap.shorten('a' * 10**6, N),
          lambda: difflib.SequenceMatcher(None, 'a' * 3000, 'a' * 3000).ratio(), lambda: fractions.Fraction('1e' + '9' * 7), lambda: fractions.Fraction(1, 3) ** 10**9, lambda: statistics.quantiles(range(100), n=10**8), lambda: heapq.nlargest(N, iter(int, 1)), lambda: heapq.nsmallest(N, range(10**8)), lambda: calendar.TextCalendar().formatyear(2000, 10**6, 10**6), lambda: html.unescape('&#' + '9' * 10**6 + ';'), lambda: urllib.parse.parse_qs('a&' * 10**6), lambda: urllib.parse.quote('é' * 10**7), lambda: base64.b85encode(bytes(10**8)), lambda: base64.b64decode(b'A' * 10**8),
          lambda: itertools.batched(range(10), N), lambda: list(itertools.batched(range(N), N)), lambda: next(itertools.batched(itertools.repeat(0), N)), lambda: list(itertools.islice(itertools.count(), N)), lambda: list(itertools.chain.from_iterable([range(N)] * N)), lambda: list(zip(*[range(10**6)] * 10**6)), lambda: [*itertools.combinations_with_replacement(range(10**4), 10**4)], lambda: operator.concat([0] * 10**6, [0] * N), lambda: functools.lru_cache(N)(int)('1'), lambda: bytes.maketrans(b'a' * N, b'b'), lambda: str.maketrans('a' * 10**7, 'b' * 10**7), lambda: dict.fromkeys(range(N)), lambda: datetime.timedelta(days=10**30), lambda: datetime.datetime.max.strftime('%Y' * 10**7), lambda: binascii.b2a_uu(b'a' * 10**8), lambda: struct.Struct('%ds' % N).pack(b''), lambda: struct.unpack('%dx' % N, b''), lambda: string.capwords('a ' * 10**7), lambda: bytearray(N).hex(), lambda: memoryview(bytes(10**8)).cast('B', [10] * 8), lambda: uuid.UUID(int=1 << 10**9)):
    attempt(f)
print('ok')
