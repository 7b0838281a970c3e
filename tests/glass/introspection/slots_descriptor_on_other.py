# expect: ok: contained
class S:
    __slots__ = ("a",)
class T:
    pass
n = 0
for o in (T(), 1, [], None, object()):
    for op in (lambda: S.a.__get__(o), lambda: S.a.__set__(o, 1), lambda: S.a.__delete__(o)):
        try:
            op()
        except (TypeError, AttributeError):
            n += 1
print("contained" if n == 15 else n)
