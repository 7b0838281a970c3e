# expect: ok: True
l = [1,2,3]
class S:
    def __iter__(s):
        while len(l) < 1000: yield 1; l.append(1); l.pop(0)
    def __length_hint__(s): l.clear(); return 2**40
try: l.extend(S())
except MemoryError: print('M')
class T:
    def __length_hint__(s): return 10**9
    def __iter__(s): yield 1
l.extend(T()); print(len(l)>0)
