# expect: error: RecursionError | ok: True | time
import sys
sys.setrecursionlimit(10**9)
a, b = [], []
for _ in range(100_000):
    a, b = [a], [b]
print(a == b)
