# expect: exit: 0
class E:
    def __eq__(s, o): l.clear(); return False
l = [E() for _ in range(1000)]
print(l == [1]*1000, l.count(1), 5 in l)
l = [E() for _ in range(1000)]
try: l.index(3)
except ValueError: print('v')
l = [E() for _ in range(1000)]
try: l.remove(3)
except ValueError: print('v')
