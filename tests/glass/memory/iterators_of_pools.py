# expect: memory | time
import itertools as i
k=[]; a=list(range(200))
while True: k.append(i.permutations(a)); k.append(i.combinations(a,100)); k.append(i.product(a,a,repeat=20))
