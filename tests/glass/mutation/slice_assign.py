# expect: exit: 0
class I:
    def __index__(s): l.clear(); return 5
l = list(range(100))
l[I():] = [1]*10; print(l)
l = list(range(100)); l[::I()] ; 
l = list(range(100))
try: l[0:100:I()] = [1]*20
except ValueError as e: print(e)
l = list(range(100)); del l[I():90:I()]; print(l)
class S:
    def __iter__(s): l.clear(); yield 1; l.extend([1]*5)
l = list(range(100)); l[50:60] = S(); print(len(l))
l = list(range(100))
try: l[0:100:2] = S()
except ValueError as e: print(e)
l.insert(I(), 3); print(l)
l = list(range(10)); 
try: l.pop(I())
except IndexError as e: print(e)
l = list(range(10)); l *= I(); print(l)
