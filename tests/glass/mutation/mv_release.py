# expect: ok: ok
class I:
    def __init__(s, v=1): s.v = v
    def __index__(s):
        try: m.release()
        except BufferError: pass
        try: b.clear()
        except BufferError: pass
        return s.v
for f in (lambda: m.__setitem__(0, I()), lambda: m[I()], lambda: m[I():50], lambda: m.__setitem__(slice(I(0), I(3)), b'abc'), lambda: m.cast('i', [I(5), 5]), lambda: m.cast('B', shape=[I(10), I(10)]), lambda: m.hex(':', I()), lambda: m.index(I()), lambda: m.count(I()), lambda: m.__delitem__(I()), lambda: m.tobytes(order='C'), lambda: m.__eq__(I())):
    b = bytearray(100); m = memoryview(b)
    try: f()
    except (ValueError, IndexError, TypeError, BufferError, NotImplementedError) as e: pass
print('ok')
