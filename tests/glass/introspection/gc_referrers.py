# expect: ok: contained
import gc
def f():
    secret = []
    return secret
n = len(gc.get_referrers(f)) + len(gc.get_referrers(int)) + len(gc.get_referents(int, f, object))
print("contained")
