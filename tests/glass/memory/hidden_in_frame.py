# expect: memory
import sys
def f():
    x = "x" * 100_000
    return sys._getframe()
a = []
while True:
    a.append(f())
