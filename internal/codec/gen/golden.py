"""Writes testdata/goldens.json: results of every codec on fixed and random input under each error
handler, from CPython 3.14 (run as gen.py is). Text is given as hexadecimal UTF-8 with surrogates."""
import codecs, encodings.idna, json, os, random, warnings, zlib
warnings.simplefilter('ignore')
root = globals().get('GEN_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
rnd = random.Random(7)
hx = lambda s: s.encode('utf-8', 'surrogatepass').hex()
MODES = 'strict ignore replace xmlcharrefreplace backslashreplace namereplace surrogateescape surrogatepass'.split()
out = []
def error(e):
    r = ['error', type(e).__name__, hx(str(e))]
    if hasattr(e, 'start'): r += [e.encoding, e.start, e.end]
    return r
INC = {'utf-8': codecs.utf_8_decode, 'utf-16': codecs.utf_16_decode, 'utf-16-le': codecs.utf_16_le_decode, 'utf-32-be': codecs.utf_32_be_decode, 'utf-7': codecs.utf_7_decode,
       'unicode_escape': codecs.unicode_escape_decode, 'raw_unicode_escape': codecs.raw_unicode_escape_decode}
def dec(b, enc, modes):
    for m in modes:
        try: r = ['ok', hx(b.decode(enc, m))]
        except Exception as e: r = error(e)
        out.append(['decode', b.hex(), enc, m] + r)
    if enc in INC:
        try:
            s, n = INC[enc](b, 'strict', False)
            r = ['ok', hx(s), n]
        except Exception as e: r = error(e)
        out.append(['partial', b.hex(), enc, 'strict'] + r)
def enc(s, e, modes):
    for m in modes:
        try: r = ['ok', s.encode(e, m).hex()]
        except Exception as x: r = error(x)
        out.append(['encode', hx(s), e, m] + r)
bytes_of = {
  'utf-16-le': [b'a', b'a\0b', b'\0\xd8', b'\0\xd8a\0', b'\0\xdca\0', b'\0\xd8\0', b'\0\xd8\0\xdc', b'\0\xd8\0\xd8\0\xdc'],
  'utf-16': [b'\xff\xfea\0', b'\xfe\xff\0a', b'a\0', b'\xff', b'', b'\xfe\xff\xd8\0'],
  'utf-16-be': [b'\xd8\0\xd8\0a', b'\0a\xdc\0'],
  'utf-32-le': [b'a\0\0', b'a\0\0\0\xff\xff\xff\xff', b'\0\xd8\0\0', b'\0\0\x11\0a\0\0\0', b'a\0\0\0b'], 'utf-32-be': [b'\0\0\xd8\0', b'\0\0\0a\0\0'],
  'utf-32': [b'\xff\xfe\0\0a\0\0\0', b'\0\0\xfe\xff\0\0\0a', b'a\0\0\0'],
  'utf-8-sig': [b'\xef\xbb\xbfa', b'\xef\xbb', b'a', b'\xef\xbb\xbf\xff'],
  'utf-8': [b'', b'abc', b'\xff', b'\xc0\x80', b'\xc2', b'\xe0\x80\x80', b'\xe0\xa0', b'\xed\xa0\x80', b'\xed\xa0', b'\xed\xb2\x80x', b'\xf0\x80\x80\x80', b'\xf0\x90\x80', b'\xf4\x90\x80\x80', b'\xf5\x80', b'a\x80b\xc3\xa9\xe2\x82', b'\xf0\x9f\x98\x80', b'\xe2\x28\xa1', b'\xe2\x82\x28', b'x' * 20 + b'\xff' + b'y' * 20],
  'utf-7': [b'a+-b', b'+AGE-', b'+AGE', b'+A', b'+AG!', b'+!', b'+', b'\x80', b'+AGF-', b'+2AA-', b'+2ADcAA-', b'+2ABa', b'+AGEx', b'+AGE-x', b'~', b'\\', b'+AGE\x80', b'+2AAAYQ-', b'+\x80', b'+2AAA!', b'+//', b'+2AA', b'+2AA\x80', b'abc+AGEAYg', b'+AGE+AGE-'],
  'unicode_escape': [b'\\', b'a\\', b'\\x4', b'\\x41', b'\\xg', b'\\u123', b'\\u1234', b'\\U0011ffff', b'\\U0001f600', b'\\N{SPACE}', b'\\N{foo}', b'\\N', b'\\N{', b'\\N{}', b'\\q', b'\\777', b'\\400', b'\\0', b'\\8', b'\xe9', b'\\\n', b'\\ud800', b'\\N{KEYCAP DIGIT ONE}', b'\\N{SPACE', b'\\U000', b'\\\x80', b'\\N{snowman}x', b'\\a\\b\\f\\v\\\'\\"\\t\\r\\n\\\\', b'\\18', b'\\Nx'],
  'raw_unicode_escape': [b'\\', b'\\u123', b'\\u1234', b'\\\\u1234', b'\\U00110000', b'\\U0001f600', b'\\x41', b'\xe9', b'\\u', b'\\U12', b'a\\'],
  'cp1252': [b'\x81', b'\x80\x81\x82', b'abc'], 'ascii': [b'a\x80\xffb', b'abc'], 'latin-1': [b'a\x80\xff'], 'cp037': [b'\xc1\xc2'], 'cp864': [b'%\xff'],
}
for e, bs in bytes_of.items():
    for b in bs: dec(b, e, MODES)
pieces = {'utf-8': [b'a', b'\x80', b'\xc3', b'\xa9', b'\xe2', b'\x82', b'\xac', b'\xed', b'\xa0', b'\xf0', b'\x9f', b'\xf4', b'\x8f', b'\x90', b'\xff'],
  'utf-7': [b'+', b'-', b'A', b'AG', b'E', b'2', b'AA', b'!', b'\x80', b'/', b'+AGE-', b'3A'], 'utf-16-le': [b'a\0', b'\0\xd8', b'\0\xdc', b'\x3d', b'\xd8\x3d'],
  'unicode_escape': [b'\\', b'x', b'4', b'u', b'0', b'U', b'N', b'{', b'}', b'SPACE', b'a', b'\xff', b'7'], 'raw_unicode_escape': [b'\\', b'u', b'0041', b'U', b'\xe9', b'0']}
for e, ps in pieces.items():
    for _ in range(150): dec(b''.join(rnd.choice(ps) for _ in range(rnd.randrange(1, 9))), e, ['strict', rnd.choice(MODES[1:])])
pool = ['a', 'b', '\xe9', '\u20ac', '\u1234', '\U0001f600', '\ud800', '\udc80', '\udcff', '\udfff', '+', '~', '\\', '-', '\n', '\x80', '\x00', ' ', '\x7f', '/']
encs = 'utf-8 utf-8-sig utf-16 utf-16-be utf-32 utf-32-le ascii latin-1 cp1252 utf-7 unicode_escape raw_unicode_escape cp037 mac_roman koi8_r punycode'.split()
for e in encs:
    for _ in range(60): enc(''.join(rnd.choice(pool) for _ in range(rnd.randrange(0, 9))), e, ['strict', rnd.choice(MODES[1:])])
for i in range(128): enc(chr(i), 'utf-7', ['strict']); enc('\xe9' + chr(i), 'utf-7', ['strict'])
for b in [b'abc-', b'-', b'', b'abc', b'mnchen-3ya', b'a-\x80', b'99999999', b'-bn9a', b'a!b', b'abc-!', b'zzzzzzzzzzzzzzz', b'a-b-c', b'ihqwcrb4cv8a8dqg056pqjye', b'Hello-Another-Way--fc4qua05auwb3674vfr0b', b'0', b'-0a'] + [b''.join(rnd.choice([b'a', b'b', b'-', b'z', b'0', b'9', b'k']) for _ in range(8)) for _ in range(60)]:
    dec(b, 'punycode', ['strict', 'replace'])
for s in ['b\xfccher', '\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587', 'Pro\u010dprost\u011bnemluv\xed\u010desky', '3\u5e74B\u7d44\u91d1\u516b\u5148\u751f', 'Ma\u1e7fi\U0001f600\U0010ffff', 'abc\x80']: enc(s, 'punycode', ['strict'])
for b in [b'xn--mnchen-3ya.de', b'abc', b'', b'a..b', b'a.', b'xn--', b'XN--MNCHEN-3YA', b'\xff', b'a' * 64, b'xn--a\xff', b'xn--0', b'xn--99999999', b'.', b'xn--abc-', b'www.xn--bcher-kva.example.', b'xn--tda.xn--', b'\xff.xn--tda', b'xn--' + b'a' * 1100]:
    dec(b, 'idna', ['strict', 'replace'])
for s in ['', 'm\xfcnchen.de', 'a..b', 'a.', '.', '\xfc' * 60, 'a' * 64, 'a\u3002b', '\xdc.B', '\u0221', '\u05d0a', 'xn--\xfc', 'a\xadb', '\ud800', '\xdf', 'fa\xdf', '\u06f0a', 'a b', '\u0340x', '\xe9\xe9\xe9.' + 'a' * 64, 'I\u0307', 'abc.\xad', 'xn--mnchen-3ya', '\u2260', '\xfc.', '\xfc..a', '\u05d0\u05d1', '\u05d01', '\u0627\u0661', '1\u05d0', '\xfc.\u05d0a', '\u3002\xfc', 'a.\u200e\xfc', '\u1e9e', '\u03a3', '\U0001d400', '\xc5\u212b', 'a\u2029\xfc']: enc(s, 'idna', ['strict', 'ignore'])
tables = {}
for m in ('cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875 hp_roman8 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 '
          'iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 koi8_r koi8_t koi8_u kz1048 mac_arabic mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 tis_620').split():
    d = bytes(range(256)).decode(m, 'replace')
    bmp = ''.join(map(chr, range(0xd800))) + ''.join(map(chr, range(0xe000, 0x10000)))
    tables[m] = [hx(d), zlib.crc32(bmp.encode(m, 'ignore'))]
names = ['UTF-8', 'utf8', 'U8', 'UTF', 'latin1', 'ISO-8859-1', 'iso8859_15', 'ISO-8859-15', 'L1', '646', 'us-ascii', 'windows-1252', 'CP-1252', 'macintosh', 'ibm437', '437', 'utf 8', 'UTF__8', ' utf-8', 'KOI8-R', 'utf-16LE', 'UnicodeBigUnmarked', 'cyrillic', 'Mac-Roman', 'unicode-escape', 'utf_8_sig', 'iso-8859-8-I', 'cp65001', 'ascii', 'IDNA', 'iso8859-1', 'iso_8859_1']
def look(n):
    try: return codecs.lookup(n).name
    except LookupError: return None
json.dump({'cases': out, 'tables': tables, 'names': [[n, look(n)] for n in names]}, open(os.path.join(root, 'testdata', 'goldens.json'), 'w'), separators=(',', ':'))
print(len(out))
