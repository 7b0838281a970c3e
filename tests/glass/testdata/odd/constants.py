# Replaces constants of all kinds of code by others and runs it. sys.argv[1] is a seed. Before each run what was replaced goes
# to standard output.
import random
import sys
import types

R = random.Random(int(sys.argv[1]))
calls = int(sys.argv[2]) // 5
SRC='''
import sys, contextlib
from os import path as p
from . import zz
class K:
    __match_args__=('x','y')
    x=1; y=2
    def m(self, a=1, *, b=2): 
        """doc"""
        return super().m
class Q(K, metaclass=type, q=1): pass
def f1(n=10, *, k=3):
    t=0
    for i in range(5):
        t+=3; t-=1; t*=2; t//=3; t%=7; t<<=1; t>>=1; t&=255; t|=1; t^=2; t**=2
        if t>100 or t<3 or t==5 or t!=6 or t>=7 or t<=8: t=i+1
        u=t/2; u=u*1.5+2.5
        if i in (1,2,3): continue
        if i not in {4,5}: pass
        if i is None or t is not None: pass
    while t<50: t+=1
    return t
def f2(L):
    a,*b=L
    c=[1,2,3]; d=(1,2,3); e={1,2,3}; g={'a':1,'b':2}; h={1:2,**g}
    x=L[0]; L[0]=1; L[-1]=2; y=L[1:2]; L[0:1]=[3]; del L[0]
    g['a']; g['a']=5; g['zz']=6
    s=f"{a!r:>{5}}{b}" + "x%s"%1 + "abc"[1]
    z=lambda q=1,*r,w=2: (q,r,w)
    z(1,w=3); z(*d,**{'w':4}); print(sep='', end='', *())
    return s, x, y, z
def f3(v):
    match v:
        case 1|2: return 'i'
        case 'a': return 's'
        case [1,x,*_]: return x
        case {'k':1,'z':zz,**r}: return r
        case K(1,y=2): return 'K'
        case None|True: return 0
        case -1.5: return 1
    return 2
def f4():
    with contextlib.nullcontext(1) as a, contextlib.nullcontext(2):
        try: 1/0
        except (ZeroDivisionError, TypeError) as e: r=e
        else: r=1
        finally: r=2
    try: raise ValueError('x') from None
    except* ValueError as eg: pass
    assert r==2, 'msg'
    return r
def f5():
    x=yield 1
    y=yield from (1,2,3)
    return [i+1 for i in (1,2,3) if i>1], {i:2 for i in 'ab'}, {i for i in (1,2)}, (j for j in (1,))
async def f6():
    async with C() as c: await c
    return [i async for i in c]
def f7[T: int, *U](a: 'x', b: int=3) -> 'ret':
    type W[V]=list[V]
    global GG; GG=1
    def inner(q=a):
        nonlocal b
        b+=1
        return a, b, T
    return inner
'''
class C:
    def __enter__(s): return s
    def __exit__(s,*a): return True
    async def __aenter__(s): return s
    async def __aexit__(s,*a): return True
    def __aiter__(s): return s
    async def __anext__(s): raise StopAsyncIteration
    def __await__(s): yield 1
    x=1;y=2
mod=compile(SRC,'m','exec')
def allcodes(co):
    yield co
    for k in co.co_consts:
        if isinstance(k,types.CodeType): yield from allcodes(k)
CO=list(allcodes(mod))
vals=[1,-1,0,1<<70,'x','a','self','__class__','b','',b'b',None,True,3.5,1j,...,(),('a',),('x','y'),('k','z'),(1,2),(None,),('a','b','c','d'),[],{},object(),type,frozenset(),int,range(3),(1,(2,)),(('a','b'),),ValueError('e'),StopIteration(),iter([1]),slice(1),lambda:1,(i for i in 'a')]
def use(co):
    for g in (lambda: exec(co,{'C':C,'contextlib':__import__('contextlib'),'K':C}), lambda: eval(co,{})):
        try: g()
        except BaseException: pass
    for cl in (tuple(types.CellType() for _ in co.co_freevars), tuple(types.CellType(R.choice([1,C,'a'])) for _ in co.co_freevars)):
        try: f=types.FunctionType(co,{'K':C,'C':C,'contextlib':__import__('contextlib')},'n',R.choice([None,(),(1,),(1,2,3)]),cl)
        except Exception: continue
        for args in ((),([1,2,3],),(1,),('a',),({'k':1,'z':2},),(C(),),(1,2)):
            try:
                for _ in range(3):
                    r=f(*args)
                    if hasattr(r,'send'):
                        for _ in range(6): r.send(None)
                    elif callable(r): r()
            except BaseException: pass
for i in range(calls):
    co = R.choice(CO)
    if not co.co_consts:
        continue
    l=list(co.co_consts)
    for _ in range(R.randint(1,4)):
        j=R.randrange(len(l))
        if isinstance(l[j],types.CodeType): 
            l[j]=R.choice(CO)
        elif isinstance(l[j],str): l[j]=R.choice(['x','a','__class__','','zzz','self'*10,'\ud800','a.b'])
        elif isinstance(l[j],tuple): l[j]=R.choice([v for v in vals if isinstance(v,tuple)]+[tuple(R.sample(l,min(3,len(l))))])
        else: l[j]=R.choice(vals)
    if R.random()<.1: R.shuffle(l)
    sys.stdout.write(f"{co.co_name} {ascii(l)[:300]}\n")
    try: c2=co.replace(co_consts=tuple(l))
    except Exception: continue
    use(c2)
    if R.random()<.1: CO.append(c2)
