# expect: ok: 3970
class B:
    def __buffer__(s, f): b.clear(); L.clear(); return memoryview(b'x'*100)
b = bytearray(b','*50)
L = [b'a', B(), b'c', B()]*10
try: print(len(b.join(L)))
except (BufferError, TypeError, RuntimeError) as e: print(e)
