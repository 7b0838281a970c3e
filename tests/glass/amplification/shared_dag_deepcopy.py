# expect: ok: 60
import copy
a = []
for _ in range(60):
    a = [a, a]
b = copy.deepcopy(a)
n = 0
while b:
    b = b[0]
    n += 1
print(n)
