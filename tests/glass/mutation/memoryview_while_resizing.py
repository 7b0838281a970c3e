# expect: ok: ok | time | memory
import array, io

class B(bytearray):
    def __len__(s): s.attack(); return bytearray.__len__(s)
    def attack(s):
        for f in (lambda: s.clear(), lambda: s.extend(b'x' * 10000), lambda: s.__init__(5), lambda: s.__delitem__(slice(0, 100)), lambda: s.__imul__(0)):
            try: f()
            except (BufferError, TypeError, MemoryError): pass
class X:
    def __buffer__(s, flags): return memoryview(s.b)
    def __release_buffer__(s, v): v.release(); s.b = bytearray(1)
    b = B(b'a' * 1000)
class Y:
    def __buffer__(s, flags): return m
class Z:
    def __buffer__(s, flags): raise KeyError
    def __release_buffer__(s, v): raise KeyError
b = B(b'a' * 1000)
m = memoryview(b)
class I:
    def __index__(s): m.release(); b.attack(); return 1
for f in (lambda: m[I()], lambda: m[I():], lambda: m.__setitem__(I(), I()), lambda: m.cast('B', [I(), 1000]), lambda: m.hex(':', I()), lambda: bytes(X()), lambda: bytearray(Y()), lambda: memoryview(Z()), lambda: b''.join([X(), X(), Y()]), lambda: b.find(X(), I()), lambda: b.replace(X(), X()), lambda: b.translate(X(), X()), lambda: io.BytesIO(X()).readinto(X()), lambda: b.startswith(X()), lambda: m == X(), lambda: m.tolist(), lambda: int(X()), lambda: float(X()), lambda: int.from_bytes(X()), lambda: b.extend(X()), lambda: b.__iadd__(Y()), lambda: b.__setitem__(slice(0, 5), X()), lambda: hash(memoryview(X())), lambda: b % (X(),), lambda: eval(X()), lambda: str(X(), 'utf-8'), lambda: open(X()), lambda: array.array('B', X()).frombytes(X()), lambda: b.attack()):
    m = memoryview(b)
    try: f()
    except Exception: pass
v = memoryview(X())
for i in range(1000): v = v[:]
del v
with memoryview(b) as q:
    w = q.toreadonly(); w2 = q.cast('c')
    try: q.release()
    except BufferError: pass
w3 = memoryview(bytearray(10)); w3.release()
for f in (w3.tobytes, w3.tolist, lambda: w3[0], lambda: len(w3), lambda: w3 == w3, lambda: repr(w3), lambda: w3.cast('B'), lambda: memoryview(w3), lambda: bytes(w3)):
    try: f()
    except ValueError: pass
print('ok')
