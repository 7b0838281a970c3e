# expect: ok: True
class E:
    def __eq__(s, o): d.clear(); e.clear(); return True
d = {i: E() for i in range(100)}; e = {i: E() for i in range(100)}
print(d == e)
