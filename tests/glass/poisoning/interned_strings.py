# expect: ok: done
import sys
for w in ("__init__", "__class__", "x", "print"):
    s = sys.intern(w)
    class S(str):
        pass
    try:
        sys.intern(S(w))
    except TypeError:
        pass
print("done")
