# expect: memory
class C:
    pass
a = []
while True:
    c = C()
    c.x = c.y = c
    a.append(c)
