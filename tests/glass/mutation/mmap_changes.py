# expect: ok: ok | time
import mmap
class I:
    def __init__(s, f, n): s.f = f; s.n = n
    def __index__(s): s.f(); return s.n
class B:
    def __init__(s, f, b): s.f = f; s.b = b
    def __buffer__(s, flags): s.f(); return memoryview(s.b)
acts = [lambda m: m.resize(1), lambda m: m.resize(100000), lambda m: m.close(), lambda m: m.seek(0, 2), lambda m: m.__init__(-1, 5), lambda m: m.write(bytes(3))]
uses = [
    lambda m, i, b: m[i(4999)], lambda m, i, b: m[i(0):5000:3], lambda m, i, b: m[0:i(5000)], lambda m, i, b: m[::i(-1)],
    lambda m, i, b: m.__setitem__(i(4999), 5), lambda m, i, b: m.__setitem__(4999, i(5)), lambda m, i, b: m.__setitem__(slice(0, i(5000)), bytes(5000)),
    lambda m, i, b: m.__setitem__(slice(4000, 5000), b(bytes(1000))), lambda m, i, b: m.__setitem__(slice(4999, None, i(-1)), b(bytes(5000))),
    lambda m, i, b: m.find(b(b'a'), i(4000), i(5000)), lambda m, i, b: m.rfind(b(bytes(4000))), lambda m, i, b: m.write(b(bytes(4000))),
    lambda m, i, b: m.move(i(0), i(1000), i(4000)), lambda m, i, b: m.flush(i(0), i(5000)), lambda m, i, b: m.madvise(4, i(0), i(5000)),
    lambda m, i, b: m.seek(i(4999)), lambda m, i, b: m.seek(-5, i(2)), lambda m, i, b: m.read(i(5000)), lambda m, i, b: m.resize(i(20)),
    lambda m, i, b: m.write_byte(i(5)), lambda m, i, b: bytes(memoryview(m)[i(0):5000]), lambda m, i, b: [x for x in m], lambda m, i, b: b'a' in m,
    lambda m, i, b: m.move(i(-1), 2**62, 2**62), lambda m, i, b: m.find(b'', -2**62, 2**62), lambda m, i, b: m.read(-2**63), lambda m, i, b: m.resize(2**62),
    lambda m, i, b: m.seek(2**63 - 1, 1), lambda m, i, b: m.flush(4096, 2**62), lambda m, i, b: m.madvise(4, 4096, 2**62),
]
for act in acts:
    for use in uses:
        m = mmap.mmap(-1, 5000)
        m.seek(100)
        f = lambda: act(m)
        try: use(m, lambda n: I(f, n), lambda x: B(f, x))
        except (ValueError, TypeError, IndexError, OverflowError, OSError, MemoryError, BufferError): pass
m = mmap.mmap(-1, 5000)
v = memoryview(m)
for g in (m.close, lambda: m.resize(10), lambda: m.__exit__(), lambda: (m.__del__() if hasattr(m, '__del__') else 0, 1/0)):
    try: g(); print('changed under a buffer')
    except (BufferError, ZeroDivisionError): pass
v[4999] = 1
m.read(5)
del m
import gc
gc.collect()
assert v[4999] == 1
m = mmap.mmap.__new__(type('M', (mmap.mmap,), {}), -1, 10)
m[0] = 5
try: mmap.mmap.__new__(mmap.mmap, 0, 10); print('mapped a descriptor')
except (OSError, ValueError): pass
print('ok')
