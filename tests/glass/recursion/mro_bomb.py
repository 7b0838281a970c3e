# expect: ok: 37 | memory
import sys
# exponential C3? wide diamonds
L = [object]
for i in range(12):
    a = type("a", tuple(L[-1:]), {}); b = type("b", tuple(L[-1:]), {})
    L.append(type("c", (a, b), {}))
print(len(L[-1].__mro__))
