# expect: memory | time
import weakref
class C:
    pass
a = []
while True:
    c = C()
    a.append((c, weakref.ref(c, lambda r: None)))
