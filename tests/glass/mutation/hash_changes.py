# expect: ok: survived
import random
class K:
    def __hash__(self):
        return random.getrandbits(60)
    def __eq__(self, o):
        return random.random() < 0.5
d = {}
for i in range(3000):
    d[K()] = i
    if i % 3 == 0:
        d.pop(K(), None)
s = set(d)
s -= set(list(d)[:100])
repr(len(s))
print("survived")
