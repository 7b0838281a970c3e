"""Writes ../tables.bin, what the multibyte encodings map to what, by asking CPython.

usage: python3.13 gen.py

The file: a line of JSON (name, base and the packed size of each table), then the tables, packed with zlib.  A table:
256 rows of (bytes of) what one byte gives, then a 256x256 plane of what two give, then the plane after 0x8f where there
is one; a value is three bytes, in three planes; those of a table are XORed with its base's.  Values: a code point;
ILLEGAL; MORE, when it is the beginning of a longer sequence; PAIR + n, the nth of the pairs of code points.  Then the
pairs, and what is encoded otherwise than the first code that decodes to it, or not at all."""
import codecs, json, struct, sys, zlib

ILLEGAL, MORE, PAIR = 0x1FFFF0, 0x1FFFFF, 0x180000  # ILLEGAL + how many bytes are wrong
BASE = dict(gb2312="gbk", gb18030="gbk", cp950="big5", big5hkscs="big5", cp932="shift_jis", shift_jisx0213="shift_jis",
            shift_jis_2004="shift_jisx0213", euc_jisx0213="euc_jp", euc_jis_2004="euc_jisx0213", euc_kr="cp949")
NAMES = ("gbk gb2312 gb18030 big5 cp950 big5hkscs shift_jis cp932 shift_jisx0213 shift_jis_2004 euc_jp euc_jisx0213 "
         "euc_jis_2004 cp949 euc_kr johab").split()
planes = {}


def look(enc, seq, pairs):
    try:
        s = seq.decode(enc)
    except UnicodeDecodeError as e:
        if e.start == 0 and "incomplete" in e.reason:
            return MORE
        wrong = e.end if e.start == 0 else 1
        return ILLEGAL + wrong
    if len(s) == 1:
        return ord(s)
    if len(s) == 2 and decodes_as_one(enc, seq):
        if s not in pairs:
            pairs.append(s)
        return PAIR + pairs.index(s)
    return ILLEGAL + 1


def decodes_as_one(enc, seq):
    try:
        seq[:1].decode(enc)
    except UnicodeDecodeError:
        return True
    return False


out, head = [], []
for enc in NAMES:
    pairs = []
    one = [look(enc, bytes([a]), pairs) for a in range(256)]
    two = [look(enc, bytes([a, b]), pairs) if one[a] == MORE else ILLEGAL + 1 for a in range(256) for b in range(256)]
    three = []
    if enc.startswith("euc_j"):
        three = [look(enc, bytes([0x8f, a, b]), pairs) if two[0x8f00 + a] == MORE else ILLEGAL + 1
                 for a in range(256) for b in range(256)]
    values = one + two + three
    planes[enc] = values
    base = planes.get(BASE.get(enc), [])
    raw = [v ^ (base[i] if i < len(base) else 0) for i, v in enumerate(values)]
    body = b"".join(bytes(v >> s & 255 for v in raw) for s in (16, 8, 0))
    # what decoding says of encoding
    rev = {}
    for i, v in enumerate(values):
        if v < PAIR:
            code = bytes([i]) if i < 256 else bytes([i - 256 >> 8, i & 255]) if i < 256 + 65536 else bytes(
                [0x8f, i - 256 - 65536 >> 8, i & 255])
            rev.setdefault(v, code)
    odd = []
    for c in range(0x110000):
        try:
            b = chr(c).encode(enc)
        except UnicodeEncodeError:
            b = b""
        if len(b) in (4, 8):  # by rule
            continue
        if rev.get(c, b"") != b:
            odd.append((c, b))
    tail = struct.pack("<I", len(pairs)) + b"".join(struct.pack("<II", ord(p[0]), ord(p[1])) for p in pairs)
    tail += struct.pack("<I", len(odd)) + b"".join(struct.pack("<IB3s", c, len(b), b) for c, b in odd)
    for p in pairs:
        i = values.index(PAIR + pairs.index(p))
        assert p.encode(enc) == (bytes([i - 256 >> 8, i & 255]) if i < 256 + 65536 else bytes([0x8f, i - 65792 >> 8, i & 255])), (enc, p)
    four = b""
    if enc == "gb18030":
        # runs of code points that follow one another, by the four-byte sequence's number
        runs, last = [], None
        for n in range(39420):
            seq = bytes([0x81 + n // 12600, 0x30 + n // 1260 % 10, 0x81 + n // 10 % 126, 0x30 + n % 10])
            try:
                c = ord(seq.decode(enc))
            except UnicodeDecodeError:
                c = None
            if c is not None and c.__class__ is int and chr(c).encode(enc) != seq:
                print("one way", seq, hex(c), chr(c).encode(enc))
            want = None if last is None else last + 1
            if c != want:
                runs.append((n, c if c is not None else 0xFFFFFFFF))
            last = c
        runs.append((39420, 0xFFFFFFFF))
        four = struct.pack("<I", len(runs)) + b"".join(struct.pack("<II", n, c) for n, c in runs)
    data = zlib.compress(body + tail + four, 9)
    print(enc, len(data), len(pairs), len(odd), [(hex(c), b.hex()) for c, b in odd][:8], len(four), file=sys.stderr)
    head.append([enc, BASE.get(enc, ""), len(three) > 0, len(data)])
    out.append(data)
with open("../tables.bin", "wb") as f:
    f.write(json.dumps(head).encode() + b"\n" + b"".join(out))
