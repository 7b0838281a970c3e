# expect: ok: survived
class I:
    def __index__(self):
        m.release()
        b.clear()
        return 5
for op in (lambda: m[I()], lambda: m.__setitem__(I(), 1), lambda: m.__setitem__(3, I()), lambda: m[I():], lambda: m.cast("B", [I(), 20])):
    b = bytearray(100)
    m = memoryview(b)
    try:
        op()
    except (IndexError, ValueError, TypeError, BufferError):
        pass
print("survived")
