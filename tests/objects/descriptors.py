# Namespaces, proxies, property, classmethod, super, cells and methods.
import re


def show(s):
    print(re.sub(r"0x[0-9a-f]+", "0x", str(s)))


def tr(f):
    try:
        show(repr(f()))
    except BaseException as e:
        show(f"{type(e).__name__} | {e} | {getattr(e, '__notes__', '')}")


import types
SN=types.SimpleNamespace
print('--SN')
tr(lambda: SN(a=1,b='x'))
tr(lambda: SN(1))
tr(lambda: SN(1,2))
tr(lambda: SN({'a':1},b=2))
tr(lambda: SN({1:2}))
tr(lambda: SN([('a',1)]))
tr(lambda: SN()==SN())
tr(lambda: SN(a=1)==SN(a=1))
tr(lambda: SN(a=1)<SN(a=2))
tr(lambda: SN(a=1).__reduce__())
class SS(SN): pass
tr(lambda: SS(a=1))
s=SN(); s.s=s
tr(lambda: s)
tr(lambda: SN(a=1).__replace__(a=2,b=3))
tr(lambda: SN(a=1).__replace__(1))
tr(lambda: hash(SN()))
s=SN(); s.__dict__[1]=2
tr(lambda: s)
tr(lambda: SN(**{'a b':1}))
print('--MP'); MP=types.MappingProxyType
m=MP({'a':1})
tr(lambda: m)
tr(lambda: str(m))
tr(lambda: m['a'])
tr(lambda: m['b'])
tr(lambda: len(m))
tr(lambda: 'a' in m)
tr(lambda: list(m))
tr(lambda: m=={'a':1})
tr(lambda: m|{'b':2})
tr(lambda: {'b':2}|m)
tr(lambda: m.copy())
tr(lambda: hash(m))
tr(lambda: MP(1))
tr(lambda: MP([]))
tr(lambda: MP(()))
tr(lambda: MP('a'))
tr(lambda: MP())
tr(lambda: setattr(m,'x',1))
def f(): m['a']=1
tr(f)
def f(): del m['a']
tr(f)
def f():
    global m; m|={'b':1}
tr(f)
tr(lambda: reversed(m))
tr(lambda: m<{})
tr(lambda: MP(mapping={}))
tr(lambda: MP.__class_getitem__)
tr(lambda: MP[int])
print('--prop')
p=property()
tr(lambda: p)
tr(lambda: property(1,2,3,4,5))
tr(lambda: property(fget=1,foo=2))
class P:
    @property
    def x(self): "doc"; return 1
    y=property()
    @property
    def z(self): return self.nope
tr(lambda: setattr(P(),'x',1))
tr(lambda: delattr(P(),'x'))
tr(lambda: P().y)
tr(lambda: setattr(P(),'y',1))
tr(lambda: P.x)
tr(lambda: P.x.__name__)
tr(lambda: P.y.__name__)
tr(lambda: property().__name__)
tr(lambda: property(lambda s:1).__name__)
tr(lambda: P.x.__isabstractmethod__)
tr(lambda: P.__dict__['x'].__get__(None,P))
tr(lambda: property().__get__(3))
tr(lambda: property().__set__(3,4))
tr(lambda: property().__delete__(3))
tr(lambda: P.x.fget)
tr(lambda: setattr(P.x,'fget',1))
tr(lambda: setattr(P.x,'__doc__',1))
tr(lambda: P.x.__set_name__(1))
tr(lambda: P.x.__set_name__(1,2))
tr(lambda: P().z)
tr(lambda: property.__init__.__text_signature__)
tr(lambda: property.__text_signature__)
tr(lambda: setattr(P.x,'__isabstractmethod__',1))
tr(lambda: [bool(d.__doc__) for d in (P.x.getter, P.x.__set_name__, property.fget, property)])
class PS(property): pass
class PD(property):
    "hi"
tr(lambda: PS(P.x.fget).getter(None))
class PS2(property):
    __slots__=()
tr(lambda: PS2(P.x.fget))
tr(lambda: setattr(P.y,'__name__','q'))
tr(lambda: P.y.__name__)
tr(lambda: delattr(P.y,'__name__'))
tr(lambda: P().y)
print('--cm'); 
def fn(a:int): "d"
c=classmethod(fn)
tr(lambda: c)
tr(lambda: c())
tr(lambda: classmethod())
tr(lambda: classmethod(1,2))
tr(lambda: classmethod(f=1))
tr(lambda: classmethod(3))
tr(lambda: classmethod(3).__get__(1))
tr(lambda: classmethod(3).__get__(None,int))
tr(lambda: c.__get__(None))
tr(lambda: setattr(c,'x',1))
tr(lambda: setattr(c,'__func__',1))
tr(lambda: classmethod(property(lambda s: 4)).__get__(None,int))
st=staticmethod(fn)
tr(lambda: st)
tr(lambda: st(1))
tr(lambda: st.__get__(1))
tr(lambda: staticmethod(3))
tr(lambda: staticmethod(3)())
tr(lambda: staticmethod())
tr(lambda: c.__reduce__())
tr(lambda: [bool(d.__doc__) for d in (classmethod, staticmethod)])
print('--super')
class A:
    def f(self): return 'A.f'
    x=3
class B(A):
    def f(self): return super().f()
    def g(self): return super()
    def h(self): return super().nope
b=B()
tr(lambda: b.f())
tr(lambda: b.g())
tr(lambda: b.h())
tr(lambda: super(A,3))
tr(lambda: super(3,3))
tr(lambda: super(A))
tr(lambda: super(A).__get__(b))
tr(lambda: super(A,b).__thisclass__)
tr(lambda: super(B,b).__self__)
tr(lambda: super(B,b).__self_class__)
tr(lambda: super(B,B))
tr(lambda: super(B,B).f)
tr(lambda: super(B,b).x)
tr(lambda: super(B,b).__class__)
tr(lambda: super())
tr(lambda: super(a=1))
tr(lambda: super(A).f)
tr(lambda: super(A).__get__(3))
tr(lambda: super(A,None))
tr(lambda: setattr(super(B,b),'x',1))
tr(lambda: super(B,b).__init__)
def q(): super()
tr(q)
def q(a): super()
tr(lambda:q(1))
def q(*a): super()
tr(lambda:q(1))
class C:
    def f(self):
        del self
        super()
    def g(): super()
    def h(self):
        s=super
        return s().__init__
    def i(self, x):
        def k(): return self
        s=super
        return s().__init__
tr(lambda: C().f())
tr(lambda: C.g())
tr(lambda: C().h())
tr(lambda: C().i(3))
print('--cell'); import types
c=types.CellType()
tr(lambda: c.cell_contents)
tr(lambda: types.CellType(3))
tr(lambda: repr(c)[:9])
tr(lambda: types.CellType(1)==types.CellType(1))
tr(lambda: types.CellType(1)<types.CellType(2))
tr(lambda: types.CellType()<types.CellType(2))
tr(lambda: hash(c))
tr(lambda: types.CellType(1,2))
tr(lambda: types.CellType(contents=1))
tr(lambda: delattr(c,'cell_contents'))
print('--meth')
m=b.f
tr(lambda: m)
tr(lambda: types.MethodType(3,4))
tr(lambda: types.MethodType(len,None))
tr(lambda: types.MethodType(len,[1])())
tr(lambda: types.MethodType(len))
tr(lambda: m.__func__)
tr(lambda: m.__self__)
tr(lambda: [m.__name__,m.__doc__,m.__qualname__, m.__module__])
tr(lambda: m.__wrapped__)
tr(lambda: setattr(m,'x',1))
tr(lambda: b.f==b.f)
tr(lambda: hash(b.f)==hash(b.f))
tr(lambda: m.__reduce__())
tr(lambda: types.MethodType(len,[1]))
tr(lambda: m.__get__(1,2))
tr(lambda: b.f<b.f)
tr(lambda: types.MethodType(func=1))
tr(lambda: dir(m)==sorted(set(dir(B.f))|set(dir(types.MethodType))))
