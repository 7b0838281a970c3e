# Float-heavy numerics: integration, matrix product, Newton's method.
import math

def integrate(f, a, b, n):
    h = (b - a) / n
    s = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        s += f(a + i * h)
    return s * h

def matmul(a, b):
    n, m, p = len(a), len(b), len(b[0])
    out = [[0.0] * p for _ in range(n)]
    for i in range(n):
        row = a[i]
        dst = out[i]
        for k in range(m):
            x = row[k]
            src = b[k]
            for j in range(p):
                dst[j] += x * src[j]
    return out

def newton(x):
    g = x / 2
    while abs(g * g - x) > 1e-12 * x:
        g = (g + x / g) / 2
    return g

i = integrate(lambda x: math.sin(x) * math.exp(-x), 0.0, 10.0, 1200000)
a = [[(r * c) % 7 / 3.0 for c in range(130)] for r in range(130)]
m = matmul(a, a)
n = sum(newton(float(k)) for k in range(1, 100000))
print("%.9f %.6f %.6f" % (i, m[10][20], n))
