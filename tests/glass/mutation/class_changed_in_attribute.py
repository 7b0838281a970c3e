# expect: ok: survived
class A:
    def __getattr__(self, n):
        self.__class__ = B
        A.z = 1
        return 5
class B:
    z = 2
for _ in range(2000):
    a = A()
    a.y
    a.z
    del A.z
print("survived")
