"""Writes unidata.bin, names.bin and tables.go of the package from a running CPython 3.14.

Every table is read off that Python's str methods and unicodedata module, so what the package
answers is what CPython answers. To run it under a WebAssembly build of CPython (node and the npm
package pyodide), mount this folder's parent and set GEN_ROOT; else run: python3.14 gen.py
"""
import os, re, struct, unicodedata as U
from unicodedata import ucd_3_2_0 as OLD
root = globals().get('GEN_ROOT') or os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
N = 0x110000
chars = [chr(i) for i in range(N)]
u16 = lambda xs: struct.pack('<%dH' % len(xs), *xs)
i32 = lambda xs: struct.pack('<%di' % len(xs), *xs)
def u24(xs): return b''.join(struct.pack('<I', x)[:3] for x in xs)

FLAGS = 'Alpha Decimal Digit Numeric Lower Upper Title Space Linebreak Printable IDStart IDContinue Cased CaseIgnorable Mirrored ExtLower ExtUpper ExtTitle ExtFold Changed'.split()
F = {n: 1 << i for i, n in enumerate(FLAGS)}
NSIGMA = '\u03a3'
strings, string_ix = [], {}
def special(s):
    if s not in string_ix:
        string_ix[s] = len(strings)
        strings.append(s)
    return string_ix[s]

# Canonical compositions: pairs whose NFC is one character.
compose = {}
for i in range(N):
    if 0xAC00 <= i < 0xD7A4: continue
    d = U.decomposition(chars[i])
    if d and d[0] != '<':
        p = [int(x, 16) for x in d.split()]
        if len(p) == 2 and U.normalize('NFC', chars[i]) == chars[i]:
            compose[tuple(p)] = i
seconds = {b for a, b in compose} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))

def enum(values):
    names = sorted(set(values))
    return names, {n: i for i, n in enumerate(names)}
cats, cat_ix = enum(map(U.category, chars))
bidis, bidi_ix = enum(map(U.bidirectional, chars))
eaws, eaw_ix = enum(map(U.east_asian_width, chars))
numerics, num_ix = enum(v for v in (U.numeric(c, None) for c in chars) if v is not None)

def mapping(i, s, ext):
    if len(s) == 1: return ord(s) - i, 0
    return special(s), F[ext]
def record(i):
    c = chars[i]
    fl = 0
    def on(name, cond):
        nonlocal fl
        if cond: fl |= F[name]
    on('Alpha', c.isalpha()); on('Decimal', c.isdecimal()); on('Digit', c.isdigit()); on('Numeric', c.isnumeric())
    on('Lower', c.islower()); on('Upper', c.isupper()); on('Title', c.istitle() and not c.isupper())
    on('Space', c.isspace()); on('Linebreak', len(('a' + c + 'b').splitlines()) == 2); on('Printable', c.isprintable())
    on('IDStart', c.isidentifier()); on('IDContinue', ('a' + c).isidentifier())
    t1 = (c + NSIGMA).lower()[-1] == '\u03c2'
    t2 = ('A' + c + NSIGMA).lower()[-1] == '\u03c2'
    on('Cased', (c + 'a').title()[-1] == 'a'); on('CaseIgnorable', t2 and not t1); on('Mirrored', U.mirrored(c))
    low = ('x' + c).lower()[1:] if i != 0x3a3 else '\u03c3'
    lo, f = mapping(i, low, 'ExtLower'); fl |= f
    up, f = mapping(i, c.upper(), 'ExtUpper'); fl |= f
    ti, f = mapping(i, c.title(), 'ExtTitle'); fl |= f
    fo, f = mapping(i, c.casefold(), 'ExtFold'); fl |= f
    on('Changed', lo or up or ti or fo or fl & (F['ExtLower'] | F['ExtUpper'] | F['ExtTitle'] | F['ExtFold']))
    qc = 0
    for k, form in enumerate(('NFC', 'NFD', 'NFKC', 'NFKD')):
        v = 0
        if U.normalize(form, c) != c: v = 1
        elif form in ('NFC', 'NFKC') and i in seconds: v = 2
        qc |= v << (2 * k)
    num = U.numeric(c, None)
    return (fl, cat_ix[U.category(c)], bidi_ix[U.bidirectional(c)], U.combining(c), eaw_ix[U.east_asian_width(c)],
            U.decimal(c, 255), U.digit(c, 255), 255 if num is None else num_ix[num], qc, lo, up, ti, fo)
recs, rec_ix, trie = [], {}, []
for i in range(N):
    r = record(i)
    if r not in rec_ix:
        rec_ix[r] = len(recs)
        recs.append(r)
    trie.append(rec_ix[r])
assert recs[trie[0x10ffff]]

def two_stage(values, bits):
    size = 1 << bits
    blocks, ix, first = [], {}, []
    for i in range(0, len(values), size):
        b = tuple(values[i:i + size])
        if b not in ix:
            ix[b] = len(blocks)
            blocks.append(b)
        first.append(ix[b])
    return u16(first), u16([x for b in blocks for x in b])

# Decompositions: trie of indexes into (tag, code points).
tags = sorted({U.decomposition(c).split('>')[0] + '>' for c in chars if U.decomposition(c).startswith('<')})
dec_data, dec_ix, dec_trie = [0], {}, []
for i in range(N):
    d = '' if 0xAC00 <= i < 0xD7A4 else U.decomposition(chars[i])
    if not d:
        dec_trie.append(0)
        continue
    if d not in dec_ix:
        p = d.split()
        tag = 0
        if p[0][0] == '<': tag = tags.index(p.pop(0)) + 1
        units = []
        for x in p:
            units += [y for y in struct.unpack('<%dH' % (2 if int(x, 16) > 0xffff else 1), chr(int(x, 16)).encode('utf-16-le', 'surrogatepass'))]
        dec_ix[d] = len(dec_data)
        dec_data.append(tag << 8 | len(units))
        dec_data += units
    dec_trie.append(dec_ix[d])
assert len(dec_data) < 65536

sections, blob = {}, bytearray()
def section(name, data):
    while len(blob) % 4: blob.append(0)
    sections[name] = (len(blob), len(data))
    blob.extend(data)
a, b = two_stage(trie, 7)
section('recIndex', a); section('recBlocks', b)
section('records', b''.join(struct.pack('<IBBBBBBBBiiii', *r) for r in recs))
a, b = two_stage(dec_trie, 6)
section('decIndex', a); section('decBlocks', b); section('decData', u16(dec_data))
pairs = sorted(compose.items())
section('compose', b''.join(u24([a, b, c]) for (a, b), c in pairs))

# Unicode 3.2: what differs from now.
old_unassigned, old_changes, run = [], [], None
for i in range(N):
    c = chars[i]
    gone = OLD.category(c) == 'Cn'
    if gone:
        if run is None: run = i
    else:
        if run is not None: old_unassigned.append((run, i - 1)); run = None
        row = (OLD.category(c), OLD.bidirectional(c), OLD.east_asian_width(c), int(OLD.mirrored(c)), OLD.decimal(c, 255), OLD.digit(c, 255), OLD.numeric(c, None))
        new = (U.category(c), U.bidirectional(c), U.east_asian_width(c), int(U.mirrored(c)), U.decimal(c, 255), U.digit(c, 255), U.numeric(c, None))
        if row != new:
            old_changes.append((i,) + row)
if run is not None: old_unassigned.append((run, N - 1))
for i in range(N):
    c = chars[i]
    if OLD.category(c) == 'Cn':
        assert OLD.bidirectional(c) == '' and OLD.combining(c) == 0 and OLD.decomposition(c) == '' and OLD.numeric(c, None) is None, hex(i)
    else:
        assert OLD.combining(c) == U.combining(c), hex(i)
old_eaw = {OLD.east_asian_width(c) for c in chars if OLD.category(c) == 'Cn'}
print('old unassigned ranges', len(old_unassigned), 'changes', len(old_changes), 'eaw of unassigned', old_eaw)
section('oldUnassigned', b''.join(u24(r) for r in old_unassigned))
oldnum = sorted({r[7] for r in old_changes if r[7] is not None})
num_all = numerics + [x for x in oldnum if x not in num_ix]
for x in num_all: num_ix.setdefault(x, num_all.index(x))
assert len(num_all) < 255
section('oldChanges', b''.join(u24([r[0]]) + bytes([cat_ix[r[1]], bidi_ix[r[2]], eaw_ix[r[3]], r[4], r[5], r[6], 255 if r[7] is None else num_ix[r[7]]]) for r in old_changes))
old_dec = [(i, OLD.decomposition(chars[i])) for i in range(N) if OLD.category(chars[i]) != 'Cn' and OLD.decomposition(chars[i]) != U.decomposition(chars[i])]
old_norm = [(i, OLD.normalize('NFD', chars[i])) for i in range(N) if OLD.category(chars[i]) != 'Cn' and OLD.normalize('NFD', chars[i]) != U.normalize('NFD', chars[i])]
assert not old_dec
section('oldCorrections', b''.join(u24([i, ord(s)]) for i, s in old_norm))
open(os.path.join(root, 'unidata.bin'), 'wb').write(blob)

# Names.
ranges, plain, jamo_check = [], [], 0
for i in range(N):
    n = U.name(chars[i], None)
    if n is None or 0xAC00 <= i < 0xD7A4: continue
    suffix = '-%04X' % i
    if n.endswith(suffix):
        p = n[:-len(suffix)]
        if ranges and ranges[-1][2] == p and ranges[-1][1] == i - 1: ranges[-1][1] = i
        else: ranges.append([i, i, p])
    else: plain.append((i, n))
extra = []
for line in open(os.path.join(root, 'gen', 'extra_names.txt')):
    line = line.strip()
    if line.startswith('#') or not line: continue
    a, b = line.split(';')
    if re.fullmatch('[0-9A-F]{4,6}', a): name, cps = b, [int(a, 16)]
    else: name, cps = a, [int(x, 16) for x in b.split()]
    try: ok = U.lookup(name) == ''.join(map(chr, cps))
    except KeyError: ok = False
    assert ok, name
    extra.append((name, cps))
split = lambda n: [t for t in re.split(r' |(?=-)', n)]
count = {}
for n in [n for _, n in plain] + [n for n, _ in extra]:
    for t in split(n): count[t] = count.get(t, 0) + 1
words = sorted(count, key=lambda w: (-count[w], w))
word_ix = {w: i for i, w in enumerate(words)}
ONE = 160
def enc(n):
    t = split(n)
    out = bytearray([len(t)])
    for w in t:
        k = word_ix[w]
        if k < ONE: out.append(k)
        else: out += bytes([ONE + (k - ONE >> 8), k - ONE & 255])
    return out
assert len(words) - ONE < (256 - ONE) * 256
stream, offsets = bytearray(), []
allnames = [n for _, n in plain] + [n for n, _ in extra]
for k, n in enumerate(allnames):
    if k % 16 == 0: offsets.append(len(stream))
    e = enc(n)
    stream += e
    assert ''.join(t if j == 0 or t[:1] == '-' else ' ' + t for j, t in enumerate(split(n))) == n, n
runs = []
for k, (i, n) in enumerate(plain):
    if not runs or plain[k - 1][0] != i - 1: runs.append((i, k))
blob2 = blob; blob = bytearray(); main_sections = dict(sections); sections = {}
section('nameStream', stream); section('nameOffsets', u24(offsets))
section('nameRuns', b''.join(u24(r) for r in runs)); section('nameRunEnds', u24([plain[k][0] for k in [r[1] - 1 for r in runs[1:]] + [len(plain) - 1]]))
section('wordText', ''.join(words).encode()); 
pos, wo = 0, []
for w in words: wo.append(pos); pos += len(w)
section('wordOffsets', u24(wo + [pos]))
perm = sorted(range(len(allnames)), key=lambda k: allnames[k])
assert len(perm) < 65536
section('namePerm', u16(perm))
seqs, extra_cp = [], []
for n, cps in extra:
    if len(cps) == 1: extra_cp.append(cps[0])
    else: extra_cp.append(0x800000 | len(seqs)); seqs.append(''.join(map(chr, cps)))
section('nameExtra', u24(extra_cp))
open(os.path.join(root, 'names.bin'), 'wb').write(blob)

def gostr(s): return '"' + ''.join(ch if ' ' <= ch < '\x7f' and ch not in '"\\' else '\\u%04x' % ord(ch) if ord(ch) < 0x10000 else '\\U%08x' % ord(ch) for ch in s) + '"'
def golist(name, xs): return 'var %s = [...]string{%s}\n' % (name, ', '.join(map(gostr, xs)))
with open(os.path.join(root, 'tables.go'), 'w') as f:
    w = f.write
    w('// Code generated by gen/gen.py from CPython %s; DO NOT EDIT.\n\npackage unidata\n\n' % '3.14')
    w('// Version is the version of the Unicode Character Database.\nconst Version = "%s"\n\n' % U.unidata_version)
    w('const (\n' + ''.join('\tflag%s = 1 << %d\n' % (n, i) for i, n in enumerate(FLAGS)) + ')\n\n')
    w('const recordSize = 28\n\n')
    for d in (main_sections, sections):
        w('const (\n' + ''.join('\t%sAt, %sLen = %d, %d\n' % (n, n, o, l) for n, (o, l) in d.items()) + ')\n\n')
    w('const (\n\tnameCount = %d\n\textraCount = %d\n\toneByteWords = %d\n)\n\n' % (len(plain), len(extra), ONE))
    w(golist('categories', cats)); w(golist('bidiClasses', bidis)); w(golist('widths', eaws)); w(golist('decompositionTags', [''] + tags))
    w(golist('specialCasing', strings)); w(golist('namedSequences', seqs))
    w('var numericValues = [...]float64{%s}\n' % ', '.join(map(repr, num_all)))
    w('\n// nameRanges are the code points named by a prefix and their number.\nvar nameRanges = [...]struct {\n\tlo, hi rune\n\tprefix string\n}{\n' + ''.join('\t{0x%X, 0x%X, "%s"},\n' % tuple(r) for r in ranges) + '}\n')
print('records', len(recs), 'unidata.bin', len(blob2), 'names.bin', len(blob), 'words', len(words), 'ranges', len(ranges), 'compose', len(pairs), 'strings', len(strings), 'numerics', len(num_all), len(allnames))
