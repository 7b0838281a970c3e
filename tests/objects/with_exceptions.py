# with, truth and exception classes.
import re


def show(s):
    s = re.sub(r" \(missed __\w+__ method\)", "", str(s))  # which 3.14 always says
    print(re.sub(r"0x[0-9a-f]+", "0x", s))


def tr(f):
    try:
        show(repr(f()))
    except BaseException as e:
        show(f"{type(e).__name__} | {e} | {getattr(e, '__notes__', '')}")


class M:
    def __init__(self,r=None): self.r=r
    def __enter__(self): print('enter'); return 5
    def __exit__(self,*a): print('exit',[x if x is None else getattr(x,'__name__',type(x).__name__) for x in a]); return self.r
def f1():
    with M() as x: print(x); return 'ret'
def f2():
    with M(): raise ValueError(1)
def f3():
    with M(True): raise ValueError(1)
    return 'ok'
def f4():
    for i in range(3):
        with M() as a, M() as b:
            if i==1: continue
            if i==2: break
    return a,b
class N:
    def __enter__(self): raise KeyError('k')
    def __exit__(self,t,v,tb): print('never')
def f5():
    with N(): pass
class O:
    def __enter__(self): return self
    def __exit__(self,t,v,tb): raise TypeError('in exit') from v
def f6():
    with O(): raise ValueError(2)
def f7():
    with O(): pass
class P:
    def __enter__(self): return 1
class Q:
    def __exit__(self,*a): return 1
def f8():
    with P(): pass
def f9():
    with Q(): pass
def f10():
    with 5: pass
class B:
    def __init__(self,v): self.v=v
    def __bool__(self):
        if self.v==2: raise ValueError('b')
        return self.v
def f11():
    r=[]
    for v in (True,False,1,2):
        try:
            if B(v): r.append('t')
            else: r.append('f')
        except Exception as e: r.append(str(e))
        try:
            while not B(v): r.append('w'); break
        except Exception as e: r.append(str(e))
    r.append([bool(B(True)), B(True) and 3, B(False) or 4, 1 if B(False) else 2])
    return r
class E(Exception): pass
class E2(E):
    def __init__(self,a,*,b=1): super().__init__(a); self.b=b
class E3(OSError): pass
class E4(E):
    def __new__(cls,*a): x=super().__new__(cls,*a); x.n=1; return x
class E5(StopIteration): pass
class E6(AttributeError): pass
for f in (f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11): print(f.__name__); tr(f)
tr(lambda: E(1,2).args)
tr(lambda: E2(1,b=3).args)
tr(lambda: E2(1,b=3).b)
tr(lambda: E3(2,'x').errno)
tr(lambda: E3(2,'x','f'))
tr(lambda: E4(1).n)
tr(lambda: E4(5).args)
tr(lambda: E5(7).value)
tr(lambda: E6('x',name='n').name)
tr(lambda: E(a=1))
tr(lambda: Exception(1,a=1))
tr(lambda: KeyError('x'))
tr(lambda: ImportError('m',name='q').name)
tr(lambda: E())
tr(lambda: UnicodeDecodeError('a'))
tr(lambda: SystemExit(3).code)
import contextlib
@contextlib.contextmanager
def cm():
    print('in'); 
    try: yield 3
    finally: print('out')
def f12():
    with cm() as x: print(x); raise KeyError(1)
tr(f12)
a=B(1)
tr(lambda: getattr(a,'v'))
tr(lambda: hasattr(a,'zz'))
tr(lambda: setattr(a,'new'+'attr',3))
tr(lambda: a.newattr)
tr(lambda: getattr(a,'new'+'att'+'r'))
tr(lambda: getattr(a,3))
tr(lambda: delattr(a,'new'+'attr'))
tr(lambda: getattr(a,'newattr',9))
tr(lambda: setattr(B,'cl'+'s',1))
tr(lambda: B.cls)


class Attributed(Exception):
    def __init__(self, *args):
        self.early = 1
        super().__init__(*args)


e = Attributed("a")
print(e.__reduce__()[1:])
e.late = 2
print(e.__reduce__()[1:])
e = ValueError("b")
print(e.__reduce__()[1:])
e.x = 3
print(e.__reduce__()[1:])
