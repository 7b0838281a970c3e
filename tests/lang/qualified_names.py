# __qualname__ of what is defined in generator expressions and annotations (the output is by 3.14).
def f():
    print(next((lambda q:1).__qualname__ for i in 'a'))
    print({(lambda q:1).__qualname__ for i in 'a'}, {1:(lambda q:1).__qualname__ for i in 'a'})
    print(list(list(z.__qualname__ for z in [lambda:1]) for x in 'a'))
    print(next((q for q in 'a') for w in 'a').__qualname__)
    g=(lambda: (lambda: (x for x in 'a')))()()
    print(g.__qualname__)
    class C:
        a=next((lambda q:1).__qualname__ for i in 'a'); b=[(lambda q:1).__qualname__ for i in 'a']
        c=lambda: (lambda:0)
    print(C.a, C.b,C.c().__qualname__)
    def h[T](x: next((lambda q:1).__qualname__ for i in 'a')): return (lambda:1)
    print(h.__annotations__, h(1).__qualname__)
f()
type A = next((lambda q:1).__qualname__ for i in 'a')
print(A.__value__)
type B = (lambda: 1)
print(B.__value__.__qualname__)
class D[T]:
    def m[U](self): return lambda: 1
    x = lambda:1
    class E: pass
    type Q = (lambda: 1)
    y: (lambda: 1)
    def n(self, x:(lambda:1)): pass
print(D.m.__qualname__, D().m().__qualname__, D.x.__qualname__, D.E.__qualname__, D.Q.__value__.__qualname__,D.__annotations__['y'].__qualname__,D.n.__annotations__['x'].__qualname__)
async def co():
    print([ (lambda:1).__qualname__ async for x in ag()])
    print([ (lambda:1).__qualname__ for x in [await aa()]])
    print(((lambda:1).__qualname__ async for x in ag()).__qualname__)
async def aa(): return 1
async def ag():
    yield 1
try: co().send(None)
except StopIteration: pass
def f(x:int):
    def g(y:int):
        class C:
            z:int
            def m(self, w:int): pass
            def n[T](self, w:T): pass
        return C
    return g
g=f(1); C=g(1)
print(f.__annotate__.__qualname__, g.__annotate__.__qualname__, C.__annotate__.__qualname__, C.m.__annotate__.__qualname__,C.n.__annotate__.__qualname__, __annotate__.__qualname__ if '__annotate__' in globals() else 0)
def k[T: int = str](x:T): pass
print(k.__annotate__.__qualname__, k.__type_params__[0].evaluate_bound.__qualname__, A.evaluate_value.__qualname__)
class G[T:int=str]:
    x:T
    type K[U: int] = U
print(G.__annotate__.__qualname__, G.__type_params__[0].evaluate_bound.__qualname__,G.K.evaluate_value.__qualname__, G.K.__type_params__[0].evaluate_bound.__qualname__)
