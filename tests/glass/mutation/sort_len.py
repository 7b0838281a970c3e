# expect: ok: list modified during sort
class C:
    def __lt__(s, o): l.append(1); del l[:]; l.extend([3]*10); return True
l = [C() for _ in range(50)]
try: l.sort()
except ValueError as e: print(e)
l = [C() for _ in range(50)]
try: l.sort(key=lambda x: l.pop() if l else 1)
except (ValueError,TypeError) as e: print(e)
