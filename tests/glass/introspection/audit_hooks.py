# expect: ok: contained
import sys
sys.addaudithook(lambda e, a: None)
def bad(event, args):
    raise RuntimeError(event)
sys.addaudithook(bad)
try:
    sys.audit("x")
except RuntimeError:
    print("contained")
