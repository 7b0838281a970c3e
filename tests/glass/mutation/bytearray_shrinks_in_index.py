# expect: ok: survived
b = bytearray(range(100))
class I:
    def __index__(self):
        b.clear()
        return 50
for op in (lambda: b.__setitem__(I(), 1), lambda: b[I()], lambda: b.__setitem__(10, I()), lambda: b.insert(5, I()), lambda: b.append(I()), lambda: b.find(I()), lambda: b.__contains__(I()),
           lambda: b.__setitem__(slice(0, 50), [I()] * 10), lambda: b.extend([I()] * 10), lambda: b.__imul__(I()), lambda: b.pop(I()), lambda: b.zfill(I()), lambda: bytes([I()])):
    b[:] = bytes(range(100))
    try:
        op()
    except (IndexError, ValueError, TypeError, BufferError):
        pass
print("survived")
