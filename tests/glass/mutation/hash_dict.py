# expect: ok: True
class H:
    def __hash__(s): d.clear(); d.update({i:i for i in range(500)}); return 1
    def __eq__(s, o): d.clear(); return False
d = {1: 1}
for i in range(50):
    d[H()] = 1; d.get(H()); d.pop(H(), 0); d.setdefault(H(), 2); H() in d
print(len(d) >= 0)
