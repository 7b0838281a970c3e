# Sets of numbers and of tuples of them show in the order of CPython's tables, whatever was done to them.
import random

s={1}; s.clear()
for x in (747, 558, 436, 847, 120):
    s.add(x)
    repr(s)
for x in (568, 73, 795, 737):
    s.add(x)
    repr(s)
print(s)
s-={558,120,568,795,737,0,1,2,3}; print(s)
s=set(); 
for x in range(12): s.add(x); 
print(s); s-={0,1,2,3,4,5,6,7,8}; print(s); s|={32}; print(s); s.add(16); print(s)
a={1,5,9,33,65,97}; a.update([129,2]); print(a, a-{1}, a&{65,33,97,5,8}, a|{0}, a^{5,6}, frozenset(a)|a, a.union([7,200]), a.difference([1]), a.intersection([65,5]))
r=random.Random(3)
for n in list(range(1,30))*3:
    L=[r.randrange(0,400) for _ in range(n)]
    s=eval('{'+','.join(map(str,L))+'}'); print(s, set(L), frozenset(L))
    s=eval('{'+','.join(f'({x},{x%3})' for x in L)+'}'); print(s)

w = {1, 5, 9}
seq = []
while w and len(seq) < 60:
    x = w.pop()
    seq.append(x)
    w.update(y for y in (x * 3 % 101, x * 7 % 101) if y not in seq)
print(seq)
for seed in range(0, 60, 2):
    r = random.Random(seed)
    s = set()
    for _ in range(r.randrange(1, 40)):
        op = r.random()
        v = r.randrange(-50, 1000)
        if op < .6:
            s.add(v)
        elif op < .7:
            s.discard(sorted(s)[len(s) // 2] if s else 0)
        elif op < .8 and s:
            s.pop()
        elif op < .88:
            s |= {r.randrange(100) for _ in range(5)}
        elif op < .91:
            s = set(s)
        elif op < .93:
            s = s & set(range(0, 900))
        elif op < .96:
            s ^= {1, 2, 3, r.randrange(1000)}
        elif op < .97:
            s = s ^ {1, 2, 3, r.randrange(1000)}
        elif op < .98:
            s.clear()
        else:
            s = set(sorted(s))
        repr(s)
    print(seed, s)
