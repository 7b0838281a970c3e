# Slices of arrays that are assigned and deleted, against lists.
from array import array
for n in range(0,8):
  for a in [None,0,1,2,3,5,-1,-3,9]:
    for b in [None,0,1,2,4,7,-1,-2,9]:
      for st in [None,1,2,3,-1,-2,-3]:
        L=list(range(n)); A=array('i',L)
        del L[a:b:st]; del A[a:b:st]
        assert A.tolist()==L,(n,a,b,st)
        for src in ([],[7],[8,9,10]):
            L=list(range(n)); A=array('i',L)
            try: L[a:b:st]=src
            except ValueError: continue
            try: A[a:b:st]=array('i',src)
            except ValueError: assert 0
            assert A.tolist()==L,(n,a,b,st,src)
A=array('i',range(5)); A[2:2]=A; print(A.tolist()); A[1:3]=A; print(A.tolist())
A=array('i',range(50)); del A[10:40]; A[5:6]=A[:3]; print(A.tolist())
