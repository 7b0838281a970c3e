# expect: ok: contained
n = 0
class A:
    pass
for o, c in ((1, bool), ([], tuple), (A(), int), (A(), type), ({}, A), (None, A), (A, type(None))):
    try:
        o.__class__ = c
    except (TypeError, AttributeError):
        n += 1
try:
    A.__bases__ = (int,)
except TypeError:
    n += 1
class S:
    __slots__ = ("a", "b")
class T:
    __slots__ = ("a",)
try:
    s = S()
    s.__class__ = T
except TypeError:
    n += 1
print("contained" if n == 9 else n)
