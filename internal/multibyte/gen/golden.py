"""Writes ../testdata/cases.json: what CPython makes of some bytes and texts in every encoding.

usage: python3.13 golden.py"""
import json, random

random.seed(11)
ENCODINGS = """gb2312 gbk gb18030 hz big5hkscs iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3
iso2022_jp_ext iso2022_kr cp932 euc_jis_2004 euc_jisx0213 euc_jp shift_jis shift_jis_2004 shift_jisx0213 cp949 euc_kr
johab big5 cp950""".split()
TOKENS = [t.encode("latin-1") for t in """\x1b$B \x1b(B \x1b$@ \x1b(J \x1b(I \x1b$(D \x1b$(O \x1b$(P \x1b$(Q \x1b$)C
\x1b$(C \x1b$A \x1b.A \x1b.F \x1bN \x1b&@\x1b$B \x0e \x0f ~{ ~} ~~ \x1bx""".split()] + [b"\n"]


def answer(f, *args):
    try:
        r = f(*args)
        return r.hex() if isinstance(r, bytes) else r
    except UnicodeError as e:
        return str(e)


rows = []
for enc in ENCODINGS:
    seven = "2022" in enc or enc == "hz"
    for _ in range(60):
        b = b"".join(random.choice(TOKENS) if seven and random.random() < .4 else
                     bytes(random.randrange(0x21, 0x7f) if seven and random.random() < .95 else random.randrange(256)
                           for _ in range(random.randrange(1, 7))) for _ in range(random.randrange(1, 5)))
        rows.append([enc, "decode", b.hex(), answer(b.decode, enc), answer(b.decode, enc, "replace")])
    for _ in range(40):
        s = "".join(random.choice("aé\u304b\u309a\u00e6\u0300\n~か亜ア한가뢔们Ω\ufffdÊ̄\\¥‾ｱ\U00020021" + chr(random.randrange(0xd7ff)))
                    for _ in range(random.randrange(1, 8)))
        rows.append([enc, "encode", s, answer(s.encode, enc), answer(s.encode, enc, "backslashreplace")])
with open("../testdata/cases.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n")
