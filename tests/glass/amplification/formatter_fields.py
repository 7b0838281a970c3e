# expect: ok: ok | time | memory
import string
class F(string.Formatter):
    def get_field(s, n, a, k): return s.vformat(n, a, k), n
    def format_field(s, v, sp): return v * 10
for t in ('{' * 100_000, '{a' + '.b' * 100_000 + '}', '{:' * 1000 + '}' * 1000, '{0:{0:{0}}}', '{' + '9' * 100_000 + '}', '{a[' + 'b' * 1_000_000 + ']}'):
    for c in (string.Formatter, F):
        try: c().vformat(t, (1,), {'a': 1})
        except (ValueError, IndexError, AttributeError, KeyError, RecursionError, TypeError): pass
string.Template('$' * 1_000_000).safe_substitute({})
print('ok')
