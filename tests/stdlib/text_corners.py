# What is left of a line that cannot be decoded is gone, as in CPython; characters that no domain name may hold; names in Unicode 3.2.
import io
from encodings.idna import nameprep

data = b"A\nB\r\nC\r" + b"123456789\n" * 1000 + b"\x80"
f = io.TextIOWrapper(io.BytesIO(data), encoding="ascii")
print(f.readline(), f.readline(), f.readline())
try:
    list(f)
except UnicodeDecodeError:
    print("undecodable")
print(repr(f.readline()), repr(f.readline()))

for c in "\u06dd\u070f\u180e\u2061\u2063\U0001d173\U0001d17a":
    try:
        print(ascii(nameprep("a" + c)))
    except UnicodeEncodeError:
        print("forbidden", ascii(c))

import unicodedata

for name in "LATIN SMALL LETTER A", "latin small letter a", "KANNADA LETTER LLLA", "LATIN SMALL LETTER GHA", "LINE FEED", "HANGUL SYLLABLE GA", "CJK UNIFIED IDEOGRAPH-4E00":
    for db in unicodedata, unicodedata.ucd_3_2_0:
        try:
            print(name, ascii(db.lookup(name)))
        except KeyError as e:
            print(e)
