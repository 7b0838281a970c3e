# super() after changes of classes on the way.
class A:
    def f(self): return 'A'
class B(A):
    def f(self): return 'B'+super().f()
class C(A):
    def f(self): return 'C'+super().f()
class D(B,C):
    def f(self): return 'D'+super().f()
def go():
    r=[]
    for x in (B(),D(),C(),B(),D()): r.append(x.f())
    A.f=lambda s:'A2'
    for x in (B(),D(),C()): r.append(x.f())
    C.f=lambda s:'C2'
    for x in (B(),D(),C()): r.append(x.f())
    D.__bases__=(B,)
    for x in (B(),D(),C()): r.append(x.f())
    return r
print(go())
class X:
    @classmethod
    def k(cls): return 'X'+cls.__name__
    @staticmethod
    def s(a): return a
    def __init_subclass__(cls,**k): print(cls,k)
class Y(X):
    @classmethod
    def k(cls): return 'Y'+super().k()
    def m(self): return super().k(), super().s(4)
    def __init_subclass__(cls,**k): super().__init_subclass__(**k)
class Z(Y,a=1): pass
print(Y.k(),Z.k(),Y().m(),Z().m(),Y().k())
class M(type):
    def __call__(cls,*a): return super().__call__(*a)
    def mro(cls): return super().mro()
class N(metaclass=M):
    def __init__(self,v=1): self.v=v
print(N().v,N(3).v)
