# expect: ok: ok | time | memory
import _csv as csv, io
class L:
    def __iter__(s): return s
    def __next__(s):
        if not hasattr(s, 'n'):
            s.n = 1
            try: next(r)
            except Exception: pass
        s.n += 1
        return 'a,"b\n' if s.n % 3 else 'x' * 1000 + '"\n'
r = csv.reader(L())
for i in range(100):
    try: next(r)
    except Exception: pass
class W:
    def write(s, t):
        if len(t) < 10**5:
            try: w.writerow([t, t])
            except Exception: pass
        return 'x'
w = csv.writer(W())
try: w.writerow(['a'])
except RecursionError: pass
class X:
    def __str__(s): csv.field_size_limit(1); csv.unregister_dialect('d'); return 'a\0"' * 10
    def __iter__(s): yield s; yield from ()
csv.register_dialect('d', delimiter='\t', quoting=csv.QUOTE_NONNUMERIC)
for d in ('d', 5, type('D', (csv.Dialect,), {'delimiter': X(), 'quotechar': 5}), type('D', (), {'delimiter': '', 'lineterminator': 'x' * 10**6, 'quotechar': None, 'escapechar': '\\', 'quoting': 3})):
    for f in (lambda: csv.writer(io.StringIO(), d).writerows([[X(), 'a"b', 1, None], X(), [X()] * 100]), lambda: list(csv.reader(['1,"2', '3"' * 100], d)), lambda: csv.Sniffer().sniff('a' * 10000 + '"' * 5000), lambda: csv.DictWriter(io.StringIO(), X(), dialect=d).writeheader()):
        try: f()
        except Exception: pass
print('ok')
