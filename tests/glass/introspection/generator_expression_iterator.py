# expect: ok: TypeError TypeError TypeError [1] TypeError True
# The code of a generator expression takes an iterator, and a program can call it with anything.
import types
code = (x for x in ()).gi_code
for v in 5, 1.5, [1], iter([1]), None:
    try:
        print(list(types.FunctionType(code, {})(v)), end=" ")
    except TypeError as e:
        print(type(e).__name__, end=" ")
g = (x for x in [1, 2])
for k in list(g.gi_frame.f_locals) + [".0"]:
    try:
        g.gi_frame.f_locals[k] = 5
    except Exception:
        pass
try:
    list(g)
except TypeError:
    pass
super.__new__(super).__get__(1)
print(True)
