# Sorting numbers of every spread, at lengths around the changes of method: order, stability, reverse.
import random
random.seed(3)
h=[]
for n in (25,30,50,200,256,700,2048,2049,5000):
    for mk in (lambda: random.random(), lambda: random.gauss(0,1e300), lambda: random.randrange(10), lambda: random.randrange(-10**18,10**18), lambda: random.choice([0.0,-0.0,1.5,-1.5,1e-320,float('inf')]), lambda: random.randrange(1000)/7, lambda: random.randrange(1,1<<random.randrange(1,60))):
        a=[mk() for _ in range(n)]
        for rev in (False,True):
            b=sorted(a,reverse=rev); 
            assert all((x<=y) != rev or x==y for x,y in zip(b,b[1:])), (n,rev)
            c=sorted([(x,i) for i,x in enumerate(a)],key=lambda p:p[0],reverse=rev)
            assert [x for x,_ in c]==b and repr([x for x,_ in c])==repr(b)
            assert all(p[0]!=q[0] or p[1]<q[1] for p,q in zip(c,c[1:]))
            h.append(repr(b[:5]))
import hashlib
print(hashlib.md5(repr(h).encode()).hexdigest())
