# expect: ok: ok | time | memory
from string.templatelib import Template, Interpolation
import string
def attempt(f):
    try: f()
    except (MemoryError, RecursionError, ValueError, KeyError, TypeError, OverflowError): pass
s = 'a' * 10**6
attempt(lambda: Template(*[s] * 1000).strings)
def add():
    t = t'{s}x'
    while True: t = t + t
attempt(add)
attempt(lambda: t'{s:{s}{s}{s}}' + t'{s:{"x" * 10**7}}')
attempt(lambda: list(Template(*[Interpolation(s)] * 10**6)))
attempt(lambda: eval('t"' + '{s}' * 10000 + '"').values * 10000)
attempt(lambda: eval('t"' + '{s:' * 200 + '}' * 200 + '"'))
attempt(lambda: eval('t"{' * 150 + '1' + '}"' * 150))
attempt(lambda: eval('f"' + '{s!r:>' * 3 + '9' * 9 + '}' * 3 + '"'))
attempt(lambda: string.Template('$a' * 10**6).substitute(a=s))
attempt(lambda: string.Formatter().vformat('{0' + '[0]' * 10**5 + '}', [[]], {}))
attempt(lambda: string.Formatter().format('{:{}}', s, 10**9))
attempt(lambda: ('{0.' + 'real.' * 10**5 + 'real}').format(1))
print('ok')
