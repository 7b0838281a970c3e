# Integers beyond the machine word.
def fact(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r

def fibs(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a

def pi_digits(n):
    out = []
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out

for turn in range(10):
    f = fact(2000)
    g = fibs(20000)
    p = pow(3, 100003, 10 ** 40 + 7)
    d = pi_digits(600)
    s = str(7 ** 4000)
    h = sum(int(c) for c in s)
    bits = 0
    x = (1 << 521) - 1
    for i in range(20000):
        x = (x * 6364136223846793005 + i) % ((1 << 521) - 1)
        bits ^= x & 0xFFFF
print(f % 1000007, g % 1000007, p, d[-5:], h, bits)
