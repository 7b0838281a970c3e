# expect: ok: contained | time
import sys
def tr(f, e, a):
    while True:
        pass
try:
    sys.settrace(tr)
    (lambda: 1)()
except NotImplementedError:
    pass
print("contained")
