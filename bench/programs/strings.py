# Building, splitting, joining and searching text.
def build(n):
    out = ""
    for i in range(n):
        out += str(i) + ","
    return out

text = build(180000)
words = text.split(",")
joined = "-".join(words)
count = 0
for i in range(200):
    count += joined.count("99") + joined.find("59999")
rep = joined.replace("-", ", ").upper().lower().strip()
lines = []
for i in range(180000):
    lines.append(f"{i:06d}: {i * 3:>8} {i / 7:.3f}")
doc = "\n".join(lines)
n = sum(1 for line in doc.splitlines() if line.startswith("00") and line.endswith("7"))
t = sum(len(w.title()) for w in doc.replace(":", " ").split())
acc = []
for ch in text[:300000]:
    if ch.isdigit():
        acc.append(ch)
print(len(text), count, len(rep), n, t, len("".join(acc)))
