# expect: error: RecursionError | ok: fine | time
import sys
sys.setrecursionlimit(10**9)
a = []
for _ in range(1_000_00):
    a = [a]
repr(a)
print("fine")
