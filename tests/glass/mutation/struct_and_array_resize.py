# expect: ok: ok | time | memory
import struct, array
a = array.array('i', range(1000))
class I:
    def __init__(s, f): s.f = f
    def __index__(s): s.f(); return 1
    __int__ = __index__
    def __float__(s): s.f(); return 1.0
def clear():
    try: del a[:]
    except BufferError: pass
def grow():
    try: a.extend(range(100000))
    except (BufferError, MemoryError): pass
b = bytearray(1000)
def shrink():
    try: b.clear()
    except BufferError: pass
for fn in (clear, grow, shrink):
    for f in (lambda: a.__setitem__(500, I(fn)), lambda: a.insert(I(fn), 5), lambda: a.append(I(fn)), lambda: a.fromlist([1, I(fn), 3]), lambda: a.__setitem__(slice(I(fn), I(fn)), a), lambda: a.pop(I(fn)), lambda: a.index(5, I(fn), I(fn)), lambda: a * I(fn), lambda: a[I(fn)],
              lambda: struct.pack_into('iii', b, I(fn), 1, 2, 3), lambda: struct.pack_into('iif', b, 0, I(fn), 2, I(fn)), lambda: struct.unpack_from('100i', b, I(fn)), lambda: list(struct.iter_unpack('i', b)), lambda: struct.pack_into('100i', a, 0, *[I(fn)] * 100), lambda: a.extend(I(fn) for i in range(10)),
              lambda: a.frombytes(b), lambda: a.byteswap(), lambda: memoryview(a)[I(fn):I(fn)], lambda: memoryview(a).cast('B')[::I(fn)], lambda: a.tofile(type('W', (), {'write': lambda s, x: fn()})()), lambda: a.fromfile(type('R', (), {'read': lambda s, n: (fn(), b'a' * n)[1]})(), 10),
              lambda: array.array('d', [I(fn)]), lambda: array.array('u', 'x' * 10) + a, lambda: sorted(a, key=lambda x: fn()), lambda: a.__reduce_ex__(3), lambda: array._array_reconstructor(array.array, 'i', 5, b)):
        try: f()
        except Exception: pass
it = iter(a); next(it, 0); clear(); list(it)
m = memoryview(a)
for f in (grow, lambda: a.append(1), lambda: a.__init__('i', [1]), lambda: a.__class__.__init__(a)):
    try: f()
    except Exception: pass
print('ok')
