# expect: ok: ok | time
import _tokenize, threading
T = _tokenize.TokenizerIter
log = []
class L:
    def __init__(s, f): s.f = f; s.n = 0
    def __call__(s):
        s.n += 1
        if s.n > 50: raise StopIteration
        return s.f(s)
its = {}
def again(s):
    try: log.append(next(its[s]))
    except (ValueError, StopIteration, SyntaxError): pass
    return 'a = 1\n'
fs = [again, lambda s: 5, lambda s: b'a\n', lambda s: '\0\n', lambda s: '\ud800\n', lambda s: 'a' , lambda s: '', lambda s: '\r', lambda s: '\\\n', lambda s: 'f"{\n',
      lambda s: 'f"""{a!r:{b}\n', lambda s: 't"{{{\n', lambda s: '\x0c' * 50 + '\n', lambda s: ' ' * s.n + 'x\n', lambda s: '\t' * s.n + ' x\n', lambda s: '"', lambda s: "'''" + '\n',
      lambda s: '1_\n', lambda s: '0x' + 'g\n', lambda s: '\u00e9\u0301 = \u2118\n', lambda s: '\U0001d54f\n', lambda s: ')\n', lambda s: '#' * 100 + '\n', lambda s: 1/0, lambda s: s, lambda s: type('S', (str,), {'__len__': lambda s: 10**9})('x\n'),
      lambda s: '# coding: utf-7\n', lambda s: 'async def f(): await x\n', lambda s: '0' * 1000 + '\n', lambda s: '\\', lambda s: '\\\r', lambda s: '\ufeffx\n']
for extra in (True, False):
    for enc in (None, 'utf-8', 'utf-16', 'nothing', 'rot13', '\0'):
        for f in fs:
            l = L(f)
            try:
                it = its[l] = T(l, encoding=enc, extra_tokens=extra)
                for i in range(300): next(it)
            except (StopIteration, SyntaxError, TypeError, ValueError, LookupError, ZeroDivisionError): pass
def both():
    l = L(lambda s: 'a b c d\n')
    it = T(l, extra_tokens=True)
    def run():
        for i in range(100):
            try: next(it)
            except (StopIteration, ValueError, SyntaxError): pass
    ts = [threading.Thread(target=run) for i in range(4)]
    [t.start() for t in ts]; [t.join() for t in ts]
both()
print('ok')
