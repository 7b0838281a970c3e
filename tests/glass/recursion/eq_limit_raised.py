# expect: error: RecursionError | ok: True
import sys
sys.setrecursionlimit(10**9)
a, b = [], []
for _ in range(100_000):
    a, b = [a], [b]
print(a == b)
