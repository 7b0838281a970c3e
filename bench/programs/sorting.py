# Sorting with and without keys.
def data(n):
    x = 42
    out = []
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        out.append(x >> 40)
    return out

nums = data(150000)
a = sorted(nums)
b = sorted(nums, reverse=True)
strs = sorted(str(n) for n in nums)
pairs = [(n % 100, n) for n in nums]
c = sorted(pairs)
d = sorted(pairs, key=lambda p: p[1])
e = sorted(nums, key=lambda v: -v)

class Item:
    def __init__(self, v):
        self.v = v
    def __lt__(self, other):
        return self.v < other.v

f = sorted([Item(v) for v in nums[:20000]])
floats = sorted(v / 3 for v in nums)
print(a[0], b[0], strs[0], c[0], d[0], e[0], f[0].v, floats[0])
