# expect: ok: ok
import pickle, io
class R: pass
class P(pickle.Pickler):
    def persistent_id(s, o):
        if type(o) is list: return [o]
class P2(pickle.Pickler):
    def persistent_id(s, o): s.dump(o)
class P3(pickle.Pickler):
    def persistent_id(s, o): s.clear_memo(); s.memo = {}; s.__init__(io.BytesIO())
class P4(pickle.Pickler):
    def reducer_override(s, o): return (R, (o,))
class P5(pickle.Pickler):
    def reducer_override(s, o): s.memo = {}; s.clear_memo(); return NotImplemented
for c in (P, P2, P3, P4, P5):
    for proto in (0, 1, 2, 4, 5):
        try: c(io.BytesIO(), proto).dump([[1, 2, {3: 4}, R()], R()])
        except (RecursionError, pickle.PicklingError, TypeError, RuntimeError): pass
class U(pickle.Unpickler):
    def persistent_load(s, p): return s.load()
class U2(pickle.Unpickler):
    def find_class(s, m, n): s.__init__(io.BytesIO(b'\x80\x04](K\1e.')); return s.load
class U3(pickle.Unpickler):
    def find_class(s, m, n):
        s.memo = {0: s, 100: 1}; return list
for c in (U, U2, U3):
    for b in (b'Pabc\n' * 10 + b'.', b'\x80\x04cos\nsystem\n)R.', b'\x80\x04' + b'K\1Q' * 100 + b'.', b'\x80\x04]\x94(cos\nsystem\n)\x81h\0he.'):
        try: c(io.BytesIO(b)).load()
        except Exception: pass
print('ok')
