# expect: ok: ok
import codecs, io
class B(bytes):
    def __getitem__(s, i): raise KeyError
    def __len__(s): return 1 << 60
class S(str):
    def __len__(s): return 1 << 60
    def encode(s, *a): return 5
depth = 0
def search(n):
    global depth; depth += 1
    if depth < 300:
        try: ''.encode('x%d' % depth)
        except Exception: pass
    return codecs.CodecInfo(lambda *a: (B(b'x'), -1), lambda *a: (S('y'), 1 << 70), lambda *a: 5, lambda *a: 5, lambda *a: [], lambda *a: {}) if n.startswith('e') else (1, 2, 3, 4) if n.startswith('t') else (None,) * 4 if n.startswith('n') else None
codecs.register(search); codecs.register(search)
for n in ('e1', 't1', 'n1', 'x', 'e\udc80'):
    for f in (lambda: 'a'.encode(n), lambda: b'a'.decode(n), lambda: codecs.open('/nope', encoding=n), lambda: io.TextIOWrapper(io.BytesIO(b'abc'), n).read(), lambda: io.TextIOWrapper(io.BytesIO(b'abc'), n).write('x'), lambda: compile(b'# coding: ' + n.encode('ascii', 'replace') + b'\nx=1', 'f', 'exec'),
              lambda: codecs.lookup(n).incrementalencoder().encode('a'), lambda: codecs.getreader(n)(io.BytesIO(b'a')).read(), lambda: codecs.EncodedFile(io.BytesIO(b'a'), n).read(), lambda: str(b'a', n), lambda: bytes('a', n), lambda: codecs.unregister(search)):
        try: f()
        except BaseException as e:
            if type(e).__name__ == 'InternalError': print(e)
def handler(e):
    global depth; depth += 1
    e.object = 'a' * 3 if isinstance(e, UnicodeEncodeError) else b'\xff' * 3
    e.start, e.end = 1 << 62, -5
    return [('', 0), (b'x' * 10, -1), ('y', 1 << 65), 5, ('z', e.end), (S('q'), 2)][depth % 6]
codecs.register_error('h', handler)
for i in range(300):
    for f in (lambda: 'a\u20acb\u20ac'.encode('ascii', 'h'), lambda: b'a\xff\xfeb'.decode('utf-8', 'h'), lambda: b'a\xff'.decode('utf-16', 'h'), lambda: '\ud800'.encode('utf-8', 'h'), lambda: b'+AAA'.decode('utf-7', 'h'), lambda: codecs.charmap_encode('ab', 'h', {}), lambda: codecs.charmap_decode(b'ab', 'h', {}), lambda: b'\\x'.decode('unicode_escape', 'h'), lambda: 'x'.translate(5)):
        try: f()
        except Exception: pass
for name in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace', 'surrogateescape', 'surrogatepass'):
    h = codecs.lookup_error(name)
    for e in (UnicodeEncodeError('ascii', 'abc', 0, 1 << 62, 'r'), UnicodeDecodeError('utf-8', b'abc', -(1 << 62), 5, 'r'), UnicodeEncodeError('', '', 0, 1, ''), UnicodeTranslateError('abc', 2, 1, 'r')):
        for enc in ('utf-8', 'utf-16', 'utf-32-be', 'x' * 1000):
            try: e.encoding = enc; h(e)
            except Exception: pass
print('ok')
