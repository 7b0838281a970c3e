# Dicts and sets: counting, grouping, membership.
def words(n):
    x = 12345
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        yield "w%d" % (x % 5000)

counts = {}
for w in words(800000):
    counts[w] = counts.get(w, 0) + 1
groups = {}
for w, c in counts.items():
    groups.setdefault(c % 10, []).append(w)
seen = set()
dup = 0
for i in range(1200000):
    k = (i * 7919) % 400009
    if k in seen:
        dup += 1
    else:
        seen.add(k)
squares = {i: i * i for i in range(400000)}
total = 0
for k in squares:
    total += squares[k] & 1
inter = len(set(range(0, 100000, 3)) & set(range(0, 100000, 5)))
top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3]
print(len(counts), len(groups), dup, total, inter, top)
