# expect: ok: survived
class M(type):
    def mro(cls):
        try:
            cls.__bases__ = (object,)
        except Exception:
            pass
        return type.mro(cls)
class A(metaclass=M):
    pass
class B(A):
    pass
for bad in ([], [int], [B], None, [object] * 1000, ["x"]):
    try:
        class N(type):
            def mro(cls):
                return bad
        class C(metaclass=N):
            pass
        C().x
    except (TypeError, AttributeError):
        pass
print("survived")
