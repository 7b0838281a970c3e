# Dunders of Python classes behind operators, subscripts, attributes, calls and loops.
import re


def show(s):
    print(re.sub(r"0x[0-9a-f]+", "0x", str(s)))


def tr(f):
    try:
        show(repr(f()))
    except BaseException as e:
        show(f"{type(e).__name__} | {e} | {getattr(e, '__notes__', '')}")


# operators by frames
class N:
    def __init__(self,v): self.v=v
    def __add__(self,o):
        if isinstance(o,N): return N(self.v+o.v)
        if isinstance(o,int): return N(self.v+o)
        return NotImplemented
    def __radd__(self,o): return N(100)
    def __iadd__(self,o):
        if o==5: self.v+=5; return self
        return NotImplemented
    def __lt__(self,o):
        if not isinstance(o,N): return NotImplemented
        return self.v<o.v
    def __eq__(self,o): return NotImplemented
    __hash__=None
    def __repr__(self): return f'N({self.v})'
    def __getitem__(self,k):
        if k==3: raise KeyError(k)
        return k
    def __setitem__(self,k,v): self.v=v; return 77
    def __contains__(self,x): return x==1
    def __call__(self,*a,**k): return a,k
    def __getattr__(self,n):
        if n.startswith('_'): raise AttributeError(n)
        return n
a,b=N(1),N(2)
tr(lambda: a+b)
tr(lambda: a+1)
tr(lambda: 1+a)
tr(lambda: a+'x')
tr(lambda: 'x'+a)
def f():
    c=N(1); c+=5; print(c); c+=1; print(c); c+='x'
tr(f)
tr(lambda: a<b)
tr(lambda: a>b)
tr(lambda: a<1)
tr(lambda: a==b)
tr(lambda: a==a)
tr(lambda: a!=a)
tr(lambda: a<=b)
def f():
    r=[]
    for x in (a,b):
        if x<b: r.append(1)
        else: r.append(0)
        if x==b: r.append('eq')
        if x!=b: r.append('ne')
        while x<b: r.append('w'); break
    if a<3: pass
    return r
tr(f)
tr(lambda: a[1])
tr(lambda: a[3])
tr(lambda: a['q'])
def f():
    a[1]=9; return a
tr(f)
tr(lambda: 1 in a)
tr(lambda: a(1,2,k=3))
tr(lambda: a(*[1],**{'z':1}))
tr(lambda: a.foo)
tr(lambda: a._foo)
tr(lambda: a.v)
class It:
    def __init__(self,n): self.n=n
    def __iter__(self): return self
    def __next__(self):
        if self.n==0: raise StopIteration
        self.n-=1
        if self.n==50: raise ValueError('x')
        return self.n
def f():
    r=[]
    for x in It(3): r.append(x)
    else: r.append('else')
    for x in It(3):
        for y in It(x): r.append((x,y))
    for x in It(52): r.append(x)
    return r
tr(f)
tr(lambda: [x for x in It(4)])
tr(lambda: list(It(4)))
tr(lambda: list(x for x in It(4)))
def g():
    r=yield from It(2); return r
tr(lambda: list(g()))
class Rec:
    def __getitem__(self,k): return self[k]
    @property
    def p(self): return self.p
    def __getattr__(self,n): return getattr(self,n+'x')
    def __add__(self,o): return self+o
    def __eq__(self,o): return self==o
    def __call__(self): return self()
    def __next__(self):
        for x in self: pass
    def __iter__(self): return self
r=Rec()
for q in (lambda: r[1], lambda: r.p, lambda: r+1, lambda: r==1, lambda: r(), lambda: [x for x in r]):
    try: q()
    except RecursionError as e: print('rec')
class P:
    def __init__(self): self._x=1
    @property
    def x(self): return self._x
    @x.setter
    def x(self,v):
        if v==3: raise ValueError(3)
        self._x=v
    @x.deleter
    def x(self): del self._x
    @classmethod
    def c(cls,a): return cls,a
    @staticmethod
    def s(a): return a
p=P(); p.x=5; print(p.x)
def f(): p.x=3
tr(f); p.x+=2
print(p.x)
del p.x
tr(lambda: p.x)
print(p.c(1),P.c(2),p.s(3),P.s(4))
class Meta(type):
    def __call__(cls,*a):
        return ('meta',super().__call__(*a))
class MM(type): pass
class K(metaclass=Meta):
    def __init__(self,a): self.a=a
class K2(metaclass=MM):
    def __init__(self,a): self.a=a
print(K(3)[0],K(3)[1].a,K2(4).a)
class SL:
    __slots__=('a',)
def f():
    r=[]
    s=SL()
    for i in range(3):
        try: r.append(s.a)
        except AttributeError as e: r.append(str(e))
        s.a=i
        r.append(s.a)
        if i==1: del s.a
    SL.a=property(lambda self:'prop')
    r.append(s.a)
    return r
tr(f)
class CA:
    k=1
    def m(self):
        return self.k
def f():
    r=[]
    c=CA()
    for i in range(6):
        r.append(c.m())
        if i==1: CA.k=2
        if i==2: c.k=3
        if i==3: CA.k=property(lambda s:'p')
        if i==4: del CA.k
    return r
tr(f)
class GA:
    def __getattribute__(self,n): return 'ga'+n
tr(lambda: GA().x)
tr(lambda: GA().x.upper())
m=N(1).__add__
tr(lambda: m(3))
class CB:
    def __call__(self,x): return ('cb',x)
class Z:
    f=CB()
    g=CB.__call__
tr(lambda: Z().f(1))
tr(lambda: Z().g)
import types
bm=types.MethodType(CB(), 5)
tr(lambda: bm())
bm2=types.MethodType(types.MethodType(print,1),2)
tr(lambda: bm2(3))
class Q(P): pass
bm3=types.MethodType(K2,7)
tr(lambda: bm3().a)
