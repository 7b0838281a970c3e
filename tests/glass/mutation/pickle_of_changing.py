# expect: ok: ok | time | memory
import pickle
class M:
    def __reduce__(s): l.clear(); d.clear(); st.clear(); l.extend([M()] * 3); return (int, ())
for p in range(6):
    l = [M(), 1, 2, 3] * 10; d = {i: M() for i in range(10)}; st = {M() for i in range(10)}
    for o in (l, d, st, (l, d), [l, st]):
        try: pickle.dumps(o, p)
        except (RuntimeError, pickle.PicklingError): pass
print('ok')
