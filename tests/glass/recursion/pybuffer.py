# expect: error: RecursionError | memory
class B:
    def __init__(s, x): s.x = x
    def __buffer__(s, f): return memoryview(s.x)
b = b"x"
for _ in range(50_000): b = B(b)
print(bytes(b))
