# expect: ok: contained
import sys
def f():
    x = 1
    fr = sys._getframe()
    for v in ([], object(), 2**70, None, f):
        fr.f_locals["x"] = v
        x
    return x
f()
print("contained")
