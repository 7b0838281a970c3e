# Events of sys.settrace: lines of jumps that are folded away, and the StopIteration that ends loops and awaits.
import sys
ev = []
names = set("g co co2 ag A __next__ __iter__".split()) | {"f%d" % i for i in range(1, 30)}
def tr(f,e,a):
    if f.f_code.co_name not in names: return
    ev.append((f.f_code.co_name, f.f_lineno, e, a[0].__name__ + repr(a[1].args) if e == 'exception' else a if e == 'return' and isinstance(a, int) and f.f_code.co_name != "ag" else None))
    return tr
def g():
    yield 1
    return 3
class It:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n>1: raise StopIteration(5)
        return s.n
def f1():
    for x in g():
        pass
    return 1
def f2():
    for x in It():
        pass
def f3():
    x = yield from g()
    return x
def f4():
    for x in [1]: pass
    y=list(g())
async def co(): return 7
async def co2():
    x = await co()
    return x
def f5():
    try: co2().send(None)
    except StopIteration: pass
def f6():
    x=[i for i in g()]
    a,b,*c=1,2,*g()
def f7():
    for x in f3(): pass
def f8():
    while 0:
        pass
    x=1
    while x:
        while x: break
        break
def f9():
    class A:
        if 3<9:
            a=1
        else:
            a=2
def f10():
    it=g()
    next(it)
    try: next(it)
    except StopIteration: pass
def f11(self):
    self
def f12():
    for i in (1,2):
        if i:
            break
    else:
        i=3
    pass
def f13():
    for i in (1,2):
        if i:
            continue
        i=3
async def ag():
    yield 1
async def f14():
    async for x in ag():
        pass
def f15():
    try: f14().send(None)
    except StopIteration: pass
def f16():
    for i in (1,2):
        if i == 1:
            continue
        else:
            break
    return
def f17(a):
    while a:
        a-=1
        if a==1:
            break
    else:
        return 5
def f18(a):
    for x in a:
        if x:
            if x>1:
                continue
            break
        x
def f20():
    def h():
        sys.settrace(tr); sys._getframe(1).f_trace=tr
    h()
def run(f,*a):
    ev.clear()
    sys.settrace(tr)
    try: f(*a)
    finally: sys.settrace(None)
    print(f.__name__)
    for e in ev[:-1] if ev and ev[-1][0]=='run' else ev: print('  ',*e)
for f in (f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f12,f13,f15,f16): run(f)
run(f11,1); run(f17,3); run(f17,1); run(f18,[0,2,1])
for f in (f20,):
    print(f.__name__); ev.clear(); f(); sys.settrace(None); 
    for e in ev: print('  ',*e)
