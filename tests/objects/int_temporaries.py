# Memory of dead temporaries of int arithmetic is used again; nothing else may change.
import sys, random

class Keep:
    def __init__(self): self.seen = []
    def __radd__(self, o): self.seen.append(o); return o
    def __rmul__(self, o): self.seen.append(o); return o
    def __add__(self, o): self.seen.append(o); return self.seen[0]
    __mul__ = __add__
    def __gt__(self, o): self.seen.append(o); return True
    __lt__ = __gt__

def ops(a, b, c, n):
    out = []
    for i in range(n):
        x = a * b + c
        y = (a + b) * 3 - c * 7
        z = (a * c - b) // (b + 1) + (x % (c + 3))
        w = ((a << 70) + (b << 3)) >> 5
        v = ((a * b) & (c + a)) | (b ^ (a + 1))
        u = -(a * b) + abs(c * 5)
        t = (x - x) + (a * b - b * a) + 1
        s = [a * b, a * b + 1, (a * b, c * a)]
        r = (q := a * b) + q * 2 + q
        p = a * b < c * 3 < x * y
        o = (a * b if i % 2 else c * c) + (b * 2 if i % 3 else a)
        m = f"{a * b + 1:x}{c * 7 - a:x}"
        out.append((x, y, z, w, v, u, t, s, r, q, p, o, m))
        a, b, c = b + i, (c * 3 - a) % 10 ** 50, x % (y * y % 10 ** 60 + 12345678901234567890123) + 1
    return out

a, b, c = 10 ** 25 + 7, 2 ** 90 - 5, 3 ** 60
h = 0
for row in ops(a, b, c, 60):
    h = hash((h, *[x for x in row if isinstance(x, int)]))
    h ^= sum(row[7][2]) % 1000003
print(h)

def escapes(a, b, n):
    k = Keep()
    for i in range(n):
        x = (a * b + i) + k
        y = (a * b - i) * k
        z = k + (a * b + 2)
        (a * b + 5) < k
        w = (k + 1) + 5
        w2 = (k * 1) - (k + 1) + a * b
        del k.seen[1:-3]
    return k.seen, x, y, z, w, w2
print(escapes(10 ** 30, 10 ** 20 + 1, 40))

def gen(a, n):
    for i in range(n):
        a = (a * 3 + (yield a * 5 - 1)) % (10 ** 40 + 9) + a * 2 % (10 ** 39)
g = gen(10 ** 35, 50)
l = [next(g)]
for i in range(40): l.append(g.send(l[-1] + i))
print(sum(l), len(set(l)))

def raises(a, n):
    r = []
    for i in range(n):
        try:
            r.append((a * a + 1) // ((a * 7 - a * 7)))
        except ZeroDivisionError as e:
            r.append(a * 7 + 1)
        try:
            (a * a) + "x"
        except TypeError as e:
            r.append(str(e))
        try:
            r.append((a * a + 1) << -1)
        except ValueError as e:
            r.append(str(e))
        try:
            r.append((a * a) ** 2 - (a * 3) / (a * 2 + 1))
        except OverflowError as e:
            r.append(str(e))
    return r
print(hash(repr(raises(10 ** 21, 30))) and raises(10 ** 21, 30)[-4:])

def neg(n):
    a, out = -(10 ** 19) - 7, 0
    for i in range(n):
        out ^= (a * 3 - i) % (7 - a * 2)
        out += (a - 1) // 3 + (a * 5) // -7 + ((a * 9) >> 3) + ((a * 11) & 255) + ((a - 5) & (a * 3))
        out -= (a * a * a) % (1 << 65) - ((1 << 70) - i) % (10 ** 18)
    return out
print(neg(300))
x = 5
for i in range(100):
    x = (x * 6364136223846793005 + i) % ((1 << 521) - 1)
    y = x
    x = x * 2 + 1
    assert y * 2 + 1 == x
print(x, y)
