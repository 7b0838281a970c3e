# expect: ok: ok | time | memory
import io, array, struct, zlib, hashlib, binascii, collections, sys
class Evil:
    def __init__(s, b): s.b = b
    def __index__(s):
        try: s.b.clear() if hasattr(s.b, 'clear') else s.b.pop()
        except Exception: pass
        return 3
    def __buffer__(s, f):
        try: s.b.extend(b'x' * 100000)
        except Exception: pass
        return memoryview(s.b)
    def __release_buffer__(s, v):
        try: s.b.clear()
        except Exception: pass
    __len__ = __index__
    def __iter__(s): return iter([s, s])
for r in range(100):
    for b in (bytearray(b'abc' * 100), array.array('b', b'abc' * 100)):
        e = Evil(b)
        for f in (lambda: b.insert(e, e), lambda: b.pop(e), lambda: b[e], lambda: b.__setitem__(slice(e, e, e), b), lambda: b.__setitem__(e, e), lambda: b * e, lambda: b.__imul__(e), lambda: b.extend(e), lambda: bytes(e), lambda: bytearray(e), lambda: io.BytesIO(e), lambda: io.BytesIO(b'x' * 50).readinto(e), lambda: zlib.compress(e), lambda: zlib.crc32(e, e), lambda: hashlib.sha256(e), lambda: binascii.hexlify(e, b':', e), lambda: struct.pack_into('i', e, e, 1), lambda: struct.unpack_from('i', e, e), lambda: memoryview(e)[e], lambda: memoryview(b)[e:e].tobytes(), lambda: memoryview(b).cast('B', [e]), lambda: b.find(e, e, e), lambda: b.count(e), lambda: b.replace(e, e, e) if hasattr(b, 'replace') else 0, lambda: b.split(e, e) if hasattr(b, 'split') else 0, lambda: b.join([e, e]) if hasattr(b, 'join') else 0, lambda: b.translate(e, e) if hasattr(b, 'translate') else 0, lambda: b.fromlist([e, e]) if hasattr(b, 'fromlist') else 0, lambda: b.frombytes(e) if hasattr(b, 'frombytes') else 0, lambda: b.decode(errors='x') if hasattr(b, 'decode') else 0, lambda: sys.stdout.buffer.write(e) if 0 else 0, lambda: int.from_bytes(e), lambda: b'a'.join([e]), lambda: b'%b' % e, lambda: b.__iadd__(e), lambda: b == e, lambda: e in b, lambda: io.BufferedWriter(io.BytesIO()).write(e), lambda: io.TextIOWrapper(io.BytesIO(e)).read(), lambda: collections.deque(b, e)):
            try: f()
            except Exception: pass
print('ok')
