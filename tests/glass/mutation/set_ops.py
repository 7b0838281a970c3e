# expect: ok: ok
class E:
    def __init__(s, n): s.n=n
    def __eq__(s,o): s1.clear(); s2.clear(); return False
    def __hash__(s): return s.n % 3
for op in ('__and__','__or__','__sub__','__xor__','__iand__','__ior__','__isub__','__ixor__','__le__','__eq__','isdisjoint','issuperset','update','difference_update','intersection_update','symmetric_difference_update'):
    s1 = set(); s2 = set()
    s1 = {E(i) for i in range(20)}; s2 = {E(i) for i in range(20)}
    try: getattr(s1, op)(s2)
    except RuntimeError as x: print(op, x)
print('ok')
