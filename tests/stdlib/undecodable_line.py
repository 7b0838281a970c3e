# What is left of a line that cannot be decoded is gone, as it is in CPython; and the characters that no domain name may hold.
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
