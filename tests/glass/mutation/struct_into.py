# expect: exit: 0
import struct
class I:
    def __init__(s, v): s.v = v
    def __index__(s):
        try: b.clear()
        except BufferError: print('B')
        return s.v
b = bytearray(100)
for f in (lambda: struct.pack_into('4i', b, I(4), I(1), I(2), 3, 4), lambda: struct.unpack_from('4i', b, I(4)), lambda: struct.pack_into('i', b, -2**63, 1), lambda: struct.pack_into('i', b, 2**63-1, 1), lambda: struct.unpack_from('i', b, -4), lambda: struct.unpack_from('i', b, 2**63-1), lambda: struct.pack('2147483647i', 1), lambda: struct.calcsize('9223372036854775807i'), lambda: struct.calcsize('9223372036854775807x1x'), lambda: struct.calcsize('4611686018427387904h4611686018427387904h'), lambda: struct.pack('999999999999999999999s', b''), lambda: struct.unpack('0i'*100000, b''), lambda: struct.iter_unpack('0s', b''), lambda: list(struct.iter_unpack('i', b)), lambda: struct.pack_into('>f', b, 0, float('nan')), lambda: struct.pack('p', b'x'), lambda: struct.pack('0p300p', b'', b'x'*400), lambda: struct.unpack('0p', b''), lambda: struct.calcsize('1000000000000000000q')):
    b = bytearray(100)
    try: f()
    except (struct.error, OverflowError, MemoryError, IndexError, ValueError, TypeError) as e: print(type(e).__name__, end=' ')
print()
