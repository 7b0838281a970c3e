# expect: ok: 4
# Wrappers that forward an attribute to what they hold, which is themselves or a long chain of their kind.
import types
ended = 0


def ends(f):
    global ended
    try:
        f()
    except RecursionError:
        ended += 1


s = staticmethod.__new__(staticmethod)
s.__init__(s)
ends(lambda: s.__isabstractmethod__)
c = classmethod.__new__(classmethod)
c.__init__(c)
ends(lambda: c.__isabstractmethod__)
p = property()
p.__init__(p)
ends(lambda: p.__isabstractmethod__)
m = len
for _ in range(50_000):
    m = types.MethodType(m, 1)
ends(lambda: m.__doc__)
print(ended)
