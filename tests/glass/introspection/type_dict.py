# expect: ok: contained
n = 0
for t in (int, str, list, dict, object, type, tuple, type(None), type(len), BaseException):
    try:
        t.poison = 1
    except TypeError:
        n += 1
    try:
        type.__setattr__(t, "poison", 1)
    except TypeError:
        n += 1
    try:
        t.__dict__["poison"] = 1
    except TypeError:
        n += 1
    try:
        del t.__doc__
    except TypeError:
        n += 1
print("contained" if n == 40 else n)
