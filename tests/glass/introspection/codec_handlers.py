# expect: ok: ok | time | memory
import codecs, io
def attempt(f):
    try: f()
    except (Exception,): pass
class S(str): pass
answers = [('', 0), ('x', -1), ('x', 10**9), ('x', 2**70), (b'x', 1), ('x', 1.5), 5, None, ('x',), ('x', 1, 2), ('\udc80' * 1000, 1), (S('x'), True), ('x' * 10**6, 1), ('\U0010ffff', 3), [('x', 1)], ('x', None)]
for i, a in enumerate(answers):
    def h(e, a=a):
        e.start, e.end = -5, 10**9
        e.object = 'y' if isinstance(e, UnicodeEncodeError) else b'y'
        return a
    codecs.register_error('h%d' % i, h)
    for enc in ('ascii', 'latin-1', 'utf-8', 'utf-16', 'utf-32', 'cp1252', 'utf-7', 'unicode_escape', 'raw_unicode_escape', 'charmap', 'gbk', 'shift_jis', 'iso2022_jp', 'big5', 'punycode', 'idna', 'hz', 'euc_kr', 'cp437', 'mbcs'):
        attempt(lambda: ('é\ud800\U0010ffff' * 3).encode(enc, 'h%d' % i))
        attempt(lambda: (b'\xff\x80\xd8\x00' * 5).decode(enc, 'h%d' % i))
        attempt(lambda: codecs.getincrementaldecoder(enc)('h%d' % i).decode(b'\xff\xd8' * 3, True))
        attempt(lambda: codecs.getincrementalencoder(enc)('h%d' % i).setstate(2**70))
        attempt(lambda: codecs.getincrementaldecoder(enc)().setstate((b'x' * 1000, -1)))
        attempt(lambda: io.TextIOWrapper(io.BytesIO(b'\xff\x80'), enc, 'h%d' % i).read())
        attempt(lambda: codecs.charmap_encode('é', 'h%d' % i, {233: a}))
        attempt(lambda: codecs.charmap_decode(b'\xff', 'h%d' % i, {255: a}))
for n in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace', 'surrogateescape', 'surrogatepass'):
    f = codecs.lookup_error(n)
    for x in (5, ValueError(), UnicodeDecodeError('x' * 10, b'a', 2**62, -2**62, 'r'), UnicodeEncodeError('utf-8', 'é', -1, 10**18, 'r'), UnicodeTranslateError('é', 5, 2, 'r'), UnicodeDecodeError.__new__(UnicodeDecodeError)):
        attempt(lambda: f(x)); attempt(lambda: str(x))
for c in (None, 5, lambda n: 5, lambda n: (1, 2, 3, 4), lambda n: codecs.lookup(n), lambda n: (lambda *a: 5,) * 4, lambda n: codecs.CodecInfo(None, None)):
    attempt(lambda: codecs.register(c)); attempt(lambda: 'a'.encode('nothere')); attempt(lambda: b'a'.decode('nothere2')); attempt(lambda: open(0, encoding='nothere3', closefd=False)); attempt(lambda: codecs.unregister(c))
print('ok')
