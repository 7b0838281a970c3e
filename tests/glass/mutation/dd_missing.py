# expect: exit: 0
from collections import defaultdict, Counter, ChainMap
d = defaultdict(lambda: d.clear() or d.update({i:i for i in range(100)}) or 1)
for i in range(50): d[-i-1]
class C(Counter):
    def __missing__(s, k): s.clear(); return 1
c = C('abc'*50); c.update('xyzxyz'*50); print(len(c))
import collections
class M(dict):
    def get(s, k, d=None): s.clear(); return 1
m = M(); collections._count_elements(m, 'abcabc'*10); print(len(m))
