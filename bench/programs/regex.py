# Regular expressions: tokenising, searching, substituting.
import re

line = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif?id=%d HTTP/1.0" 200 2326'
log = [line % i for i in range(20000)]
pat = re.compile(r'(\S+) (\S+) (\S+) \[([^\]]+)\] "(\w+) (\S+) (HTTP/[\d.]+)" (\d{3}) (\d+)')
total = 0
for l in log:
    m = pat.match(l)
    total += int(m.group(9)) + len(m.group(6))

token = re.compile(r"""(?P<num>\d+(\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=<>!]+)|(?P<str>"[^"]*")|(?P<ws>\s+)|(?P<other>.)""")
src = 'alpha = beta * 3.14 + gamma(42, "text here") - delta_2 / 7 >= omega\n' * 7500
kinds = {}
for m in token.finditer(src):
    kinds[m.lastgroup] = kinds.get(m.lastgroup, 0) + 1

text = "The quick brown fox jumps over the lazy dog. " * 25000
words = re.findall(r"\b\w+\b", text)
subbed = re.sub(r"\s+", " ", text)
up = re.sub(r"\b(\w)(\w*)", lambda m: m.group(1).upper() + m.group(2), text[:300000])
emails = re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", ("write to foo.bar@example.com or to nobody " * 15000))
parts = re.split(r"[,;]\s*", "a, b; c,d;e " * 25000)
print(total, sorted(kinds.items()), len(words), len(subbed), len(up), len(emails), len(parts))
