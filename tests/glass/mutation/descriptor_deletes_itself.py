# expect: ok: survived
class D:
    def __get__(self, o, t):
        try:
            del t.d
        except AttributeError:
            pass
        return 1
    def __set__(self, o, v):
        try:
            del type(o).d
        except AttributeError:
            pass
for _ in range(100):
    class C:
        d = D()
    c = C()
    c.d = 1
    getattr(c, "d", 0)
print("survived")
