# expect: memory | error: RecursionError
import sys
sys.setrecursionlimit(10**9)
def f(x):
    y = x + [0] * 1000
    return f(y)
f([])
