# expect: exit: 0
import struct
s = struct.Struct('4i')
class I:
    def __index__(self): s.__init__('q'); return 1
try: print(s.pack(1, 2, I(), 4)); print(s.unpack(b'x'*16))
except (struct.error, RuntimeError) as e: print(e)
it = s.iter_unpack(b'x'*160)
s.__init__('b'); print(len(list(it)))
n = struct.Struct.__new__(struct.Struct)
for a in ('size','format'):
    try: print(getattr(n, a))
    except (AttributeError, RuntimeError) as e: print(e)
for g in (lambda: n.pack(1), lambda: n.unpack(b''), lambda: n.pack_into(bytearray(1),0), lambda: list(n.iter_unpack(b'a')), lambda: n.unpack_from(b'')):
    try: g()
    except (RuntimeError, struct.error) as e: print(e)
