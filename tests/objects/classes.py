# Making and changing classes: errors, MRO, slots, special attributes.
import re


def show(s):
    print(re.sub(r"0x[0-9a-f]+", "0x", str(s)))


def tr(f):
    try:
        show(repr(f()))
    except BaseException as e:
        show(f"{type(e).__name__} | {e} | {getattr(e, '__notes__', '')}")


class A: pass
class B: pass
class AB(A,B): pass
class BA(B,A): pass
tr(lambda: type('X',(AB,BA),{}))
tr(lambda: type('X',(A,A),{}))
tr(lambda: type('X',(A,AB),{}))
tr(lambda: type('X',(3,),{}))
tr(lambda: type('X',[A],{}))
tr(lambda: type(3,(),{}))
tr(lambda: type('X',(),[]))
tr(lambda: type('X',()))
tr(lambda: type())
tr(lambda: type.__new__(type))
tr(lambda: type.__new__(type,'X'))
tr(lambda:type.__new__(type,'X',(),{},1))
tr(lambda: type('a\0b',(),{}))
tr(lambda:type('\ud800',(),{}))
tr(lambda: type('X',(bool,),{}))
tr(lambda: type('X',(int,str),{}))
tr(lambda: type('X',(type(None),),{}))
tr(lambda: type('X',(int,),{'__slots__':'a'}))
tr(lambda: type('X',(),{'__slots__':'1a'}))
tr(lambda: type('X',(),{'__slots__':[1]}))
tr(lambda: type('X',(),{'__slots__':5}))
tr(lambda: type('X',(),{'__slots__':['a'],'a':1}))
tr(lambda: type('X',(A,),{'__slots__':['__dict__']}))
tr(lambda: type('X',(A,),{'__slots__':['__weakref__']}))
tr(lambda: type('X',(),{'__slots__':['__dict__','__dict__']}))
tr(lambda: type('X',(),{'__slots__':['__weakref__','__weakref__']}))
tr(lambda: type('X',(int,),{'__slots__':['__weakref__']}))
tr(lambda: type('X',(int,),{'__slots__':['__dict__']}))
tr(lambda: type('X',(),{'__slots__':['a','a']}))
class S1: __slots__='a'
class S2: __slots__='b'
tr(lambda: type('X',(S1,S2),{}))
tr(lambda: type('X',(),{'__qualname__':3}))
tr(lambda: type('X',(),{'__classcell__':3}))
tr(lambda: type('X',(),{'__doc__':'\ud800'}))
class D:
    def __set_name__(self,o,n): raise ValueError(1)
tr(lambda: type('X',(),{'d':D()}))
tr(lambda: type('X',(),{},a=1))
class M1(type): pass
class M2(type): pass
class C1(metaclass=M1): pass
class C2(metaclass=M2): pass
tr(lambda: type('X',(C1,C2),{}))
class ME:
    def __mro_entries__(self,b): return ()
tr(lambda: type('X',(ME(),),{}))
class X: pass
def sb(c,b): c.__bases__=b
tr(lambda: sb(X,A))
tr(lambda: sb(X,()))
tr(lambda: sb(X,(3,)))
tr(lambda: sb(X,(X,)))
tr(lambda: sb(X,(int,)))
tr(lambda: sb(X,(A,)))
tr(lambda: sb(AB,(A,)))
print(AB.__mro__)
tr(lambda: sb(int,(A,)))
tr(lambda: sb(X,(AB,BA)))
tr(lambda: sb(AB,(BA,)))
tr(lambda: delattr(X,'__bases__'))
def sa(c,n,v): setattr(c,n,v)
tr(lambda: sa(AB,'__name__',3))
tr(lambda: sa(AB,'__name__','a\0'))
tr(lambda: delattr(AB,'__name__'))
tr(lambda: sa(AB,'__qualname__',3))
tr(lambda: delattr(AB,'__qualname__'))
tr(lambda: sa(int,'__name__','x'))
tr(lambda: sa(AB,'__mro__',3))
tr(lambda: sa(AB,'__dict__',3))
tr(lambda:sa(int,'x',3))
tr(lambda: delattr(int,'x'))
tr(lambda: delattr(AB,'zz'))
tr(lambda: AB.zz)
tr(lambda: delattr(AB,'__module__'))
tr(lambda: delattr(AB,'__doc__'))
tr(lambda: sa(int,'__doc__','x'))
tr(lambda: sa(int,'__module__','x'))
tr(lambda: sa(int,'__qualname__','x'))
tr(lambda: int.__abstractmethods__)
tr(lambda: sa(int,'__abstractmethods__',[]))
tr(lambda: delattr(X,'__abstractmethods__'))
tr(lambda: type.__abstractmethods__)
tr(lambda: AB.__module__)
tr(lambda: X.__text_signature__)
tr(lambda: int.__text_signature__)
tr(lambda: object.__text_signature__)
tr(lambda: [c.__itemsize__ for c in (int,object,list,X,S1,tuple,type)])
tr(lambda: int.__base__)
class Me(type):
    def mro(c): return [c, 3]
tr(lambda: Me('X',(),{}))
class Me(type):
    def mro(c): return 3
tr(lambda: Me('X',(),{}))
class Me(type):
    def mro(c): return [c,int,object]
tr(lambda: Me('X',(),{}))
tr(lambda: isinstance(1,3))
tr(lambda: isinstance(1,(3,)))
tr(lambda: isinstance(1,(int,3)))
tr(lambda: issubclass(1,int))
tr(lambda: issubclass(int,3))
tr(lambda: issubclass(int,(str,(int,))))
tr(lambda: isinstance(1,int|str))
tr(lambda: isinstance(1, list[int]))
tr(lambda: issubclass(int, list[int]))
tr(lambda: isinstance(1,int|list[int]))
tr(lambda: issubclass(int,int|list[int]))
class BI:
    __bases__=3
tr(lambda: isinstance(1,BI()))
class BI:
    __bases__=()
tr(lambda: isinstance(1,BI()))
tr(lambda: issubclass(BI(),int))
tr(lambda: issubclass(int,BI()))
tr(lambda: int[3])
tr(lambda: A[3])
tr(lambda: type[3])
tr(lambda: M1[3])
tr(lambda: object()[3])
class CG: __class_getitem__=None
tr(lambda: CG[1])
tr(lambda: type.__or__(1,2))
tr(lambda: int|3)
tr(lambda: int|None)
tr(lambda: None|int)
tr(lambda: type(None)(1))
tr(lambda: type(Ellipsis)(1))
tr(lambda: type(None)(a=1))
tr(lambda: NotImplemented.__reduce__())
tr(lambda: Ellipsis.__reduce__())
tr(lambda: setattr(None,'x',1))
tr(lambda: repr(type(None)))
tr(lambda: sorted(set(type(None).__dict__)))
tr(lambda: sorted(set(type(Ellipsis).__dict__)))
tr(lambda: sorted(set(type(NotImplemented).__dict__)))
tr(lambda: [bool(type(x).__doc__) for x in (None, ..., NotImplemented)])
tr(lambda: type.__init__(int))
tr(lambda: type.__init__(X,'X',(),{},a=1))
tr(lambda: type.__init__(X,'a','b'))
tr(lambda: type.__call__())
tr(lambda: type.mro(int))
tr(lambda: type.__prepare__(1,a=2))
tr(lambda: type.__subclasses__(bool))
tr(lambda: type.__instancecheck__(int,True))
tr(lambda: type.__subclasscheck__(int,3))
tr(lambda: bool.__subclasses__())
tr(lambda: int.__subclasses__()[:1])
class AM:
    pass
AM.__abstractmethods__=['b','a']
tr(lambda: AM())
AM.__abstractmethods__=['b']
tr(lambda: AM())
print(AM.__flags__ & (1<<20))
class EX:
    def __new__(c): return object.__new__(c)
tr(lambda: EX(1))
tr(lambda: object.__new__(EX,1))
class EI:
    def __init__(s): return 1
tr(lambda: EI())
tr(lambda: A(1))
tr(lambda: A.__init__(A(),1))
tr(lambda: object.__init__(EI.__new__(EI),1))
tr(lambda: EX().__init__(1))
class Dn:
    __doc__=property()
tr(lambda: Dn.__doc__)
