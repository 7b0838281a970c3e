# expect: exit: 0
class E:
    def __lt__(s, o): a.clear(); b.clear(); return True
    def __eq__(s, o): a.clear(); return False
a = [E()]*10; b=[E()]*10
print(a < b)
a = [E()]*10; b=[E()]*10
print(a >= b if 0 else 1)
