# What is looked up changes under the caches of attributes, methods, globals, operators and iterators: wrong answers are printed.
import sys, types
def check(name, got, want):
    if got != want: print('WRONG', name, got, want)
# attribute caches vs type mutation
class A: x=1
class B(A): pass
def get(o): return o.x
o=B()
for i in range(100): get(o)
A.x=2; check('base attr', get(o), 2)
B.x=3; check('sub attr', get(o), 3)
o.x=4; check('inst', get(o), 4)
del o.x; check('del inst', get(o), 3)
B.x=property(lambda s: 5); check('prop', get(o), 5)
del B.x; check('del', get(o), 2)
class C: x=9
B.__bases__=(C,); check('bases', get(o), 9)
class D:
    __slots__=('x',)
d=D(); d.x=1
for i in range(50): get(d)
del D.x
try: get(d); print('WRONG slot gone')
except AttributeError: pass
class E1: __slots__=('a','b')
class E2: __slots__=('a','b')
e=E1(); e.a=1; e.b=2
def ga(o): return o.a
for i in range(50): ga(e)
e.__class__=E2; check('class assign', ga(e), 1)
E2.a=property(lambda s:7) if False else E2.a
class F: pass
f=F(); f.x=1
for i in range(50): get(f)
class G:
    x=property(lambda s: 'G')
f.__class__=G; check('data descr after class', get(f), 'G')
class H:
    def __getattr__(s,n): return n
f.__class__=H; check('inst dict after class', get(f), 1); del f.x; check('getattr', get(f), 'x')
class M(type): pass
class X(metaclass=M): pass
def gx(c): return c.y
X.y=1
for i in range(50): gx(X)
M.y=property(lambda c: 'meta'); check('meta data descr', gx(X), 'meta')
del M.y; check('meta del', gx(X), 1)
# methods
class P:
    def m(s): return 1
def call(o): return o.m()
p=P()
for i in range(50): call(p)
p.m=lambda: 2; check('inst method', call(p), 2)
del p.m; P.m=lambda s: 3; check('method repl', call(p), 3)
P.m=staticmethod(lambda: 4); check('static', call(p), 4)
P.m=classmethod(lambda c: c); check('classm', call(p), P)
P.m=types.MethodType(lambda a: a, 5); check('bound', call(p), 5)
# method deletes itself during call, swaps code
class Q:
    def m(s):
        del Q.m
        return 1
q=Q()
def callq(): return q.m()
check('self del', callq(), 1)
try: callq(); print('WRONG callq')
except AttributeError: pass
def f1(a): return a
def f2(a,b=7): return (a,b)
def callf(): return f1(1)
for i in range(50): callf()
f1.__code__=f2.__code__
try: callf(); print('WRONG code')
except TypeError: pass
f1.__defaults__=(8,); check('defaults', callf(), (1,8))
f1.__defaults__=None
# globals / builtins
g={'__builtins__':{'len':lambda x:'mylen'}}
exec('def h(): return len([])', g); 
for i in range(50): check('b', g['h'](), 'mylen')
g['__builtins__']['len']=lambda x:'two'; check('b2', g['h'](), 'two')
g['len']=lambda x:'glob'; check('g', g['h'](), 'glob')
del g['len']; check('g del', g['h'](), 'two')
del g['__builtins__']['len']
try: g['h'](); print('WRONG builtins del')
except NameError: pass
# global dict cleared in a call
src='''
x=1
def a():
    globals().clear()
    return 5
def b():
    r=a()
    try: return x
    except NameError: return 'gone'
'''
n={}; exec(src,n); b=n['b']; check('cleared', b(), 'gone')
# binary op caches with class changes
class N:
    def __add__(s,o): N.__add__=lambda s,o: 'second'; return 'first'
n1=N()
def add(a,b): return a+b
for i in range(50): add(1,2); 
check('add1', add(n1,1),'first'); check('add2', add(n1,1),'second'); check('addi', add(1,2),3); check('adds', add('a','b'),'ab')
class I(int):
    def __add__(s,o): return 'sub'
check('subint', add(I(1),2),'sub'); check('subint2', add(1,I(2)),3)
class R(int):
    def __radd__(s,o): return 'r'
check('radd', add(1,R(2)),'r')
# compare / getitem / setitem
class L(list):
    def __getitem__(s,i): return 'L'
def item(o,i): return o[i]
l=[1,2,3]
for i in range(50): item(l,0)
check('listsub', item(L([1]),0),'L'); check('neg', item(l,-1),3)
class L2(list): pass
l2=L2([5]); 
for i in range(50): item(l2,0)
L2.__getitem__=lambda s,i:'late'; check('late', item(l2,0),'late')
class DD(dict):
    def __missing__(s,k): return 'miss'
def ditem(o,k): return o[k]
dd={1:2}
for i in range(50): ditem(dd,1)
check('missing', ditem(DD(),5),'miss')
# iteration
def stop(s): raise StopIteration
class It:
    def __init__(s): s.i=0
    def __iter__(s): return s
    def __next__(s):
        s.i+=1
        if s.i==2: It.__next__=stop
        return s.i
def loop(o): return [x for x in o]
for i in range(10): loop([1,2])
check('next swap', loop(It()), [1,2])
# super
class S0:
    def f(s): return 'S0'
class S1(S0):
    def f(s): return super().f()
class S2(S0):
    def f(s): return 'S2'
s=S1()
for i in range(50): s.f()
S1.__bases__=(S2,); check('super bases', s.f(),'S2')
S2.f=lambda s:'S2b'; check('super repl', s.f(),'S2b')
# __class__ cell, f_locals writes
def fl():
    a=1
    fr=sys._getframe(); fr.f_locals['a']=2
    return a
check('f_locals', fl(), 2)
def fl2():
    a=1
    def inner(): return a
    sys._getframe().f_locals['a']=[3]
    return inner()
check('f_locals cell', fl2(), [3])
def fl3():
    for i in range(3):
        sys._getframe().f_locals['i']='s'
    return i
check('f_locals loop', fl3(), 's')
def fl4(n):
    t=0
    for i in range(n):
        t+=i
        if i==n-2: sys._getframe().f_locals['t']='x'
    return t
try: fl4(100); print('WRONG fl4')
except TypeError: pass
# quickened ints overflow
def big(n):
    x=1
    for i in range(n): x*=3
    return x
check('big', big(100), 3**100)
def tt(n):
    t=0
    for i in range(n): t+=2**40
    return t
check('ovf', tt(10**5), 10**5*2**40)
# unpack, star
def un(o):
    a,b=o
    return a,b
for i in range(50): un((1,2))
class T(tuple):
    def __iter__(s): return iter('xy')
check('unpack sub', un(T((1,2))), ('x','y')); check('unpack list', un([3,4]), (3,4)); check('unpack dict', un({5:1,6:2}), (5,6))
# isinstance with changed __class__
class Z: 
    __class__=property(lambda s: int)
check('isinst', isinstance(Z(), int), True)
# module attrs
m=types.ModuleType('m'); m.x=1
for i in range(50): get(m)
m2=types.ModuleType('m2'); 
m2.__getattr__=lambda n: n.upper()
check('mod getattr', get(m2),'X'); m2.x=3; check('mod x', get(m2), 3); del m2.x; check('mod del', get(m2),'X')
# instance dict replaced / many attrs / key order / non-str keys
class V: pass
v=V(); v.x=1
for i in range(50): get(v)
v.__dict__={'x':2}; check('dict repl', get(v),2)
dct=v.__dict__; dct['x']=3; check('dict write', get(v),3)
dct.clear()
try: get(v); print('WRONG dict clear')
except AttributeError: pass
dct[1]=2; dct['x']=4; check('dict odd', get(v),4)
class KeyX(str):
    def __eq__(s,o): return str.__eq__(s,o)
    __hash__=str.__hash__
v=V(); v.__dict__[KeyX('x')]=5; check('str sub key', get(v),5)
v=V(); setattr(v,'x',1); w=V(); w.y=2; w.x=3; check('shape', (get(v),get(w)),(1,3))
# generators: code swap, frame clear, close in iteration
def g0():
    yield 1
    yield 2
g=g0(); next(g); g.gi_frame.f_locals
try: g.gi_frame.clear()
except RuntimeError: pass
check('gen after clear', list(g), [2])
# descriptor that deletes itself
class De:
    def __get__(s,o,t):
        if 'de' in Own.__dict__: del Own.de
        return 'once'
class Own: de=De()
def gd(o): return o.de
check('de', gd(Own()),'once')
try: gd(Own()); print('WRONG de')
except AttributeError: pass
# metaclass __call__ changed, __new__ changed after caching
class K:
    def __init__(s,a=1): s.a=a
def mk(): return K()
for i in range(50): mk()
K.__init__=lambda s: setattr(s,'a','new'); check('init', mk().a,'new')
K.__new__=lambda c: 5; check('new', mk(),5)
del K.__new__; check('new del', mk().a,'new')
class MK(type):
    def __call__(c): return 'mc'
class KK(metaclass=MK): pass
def mkk(): return KK()
check('mc', mkk(),'mc'); del MK.__call__; check('mc del', type(mkk()), KK)
print('end')
