# expect: time
import unicodedata
s = "\u1e9b\u0323" * 200_000
while True:
    unicodedata.normalize("NFKD", s)
