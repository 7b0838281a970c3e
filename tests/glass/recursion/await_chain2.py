# expect: error: RecursionError | memory
class A:
    def __init__(s, x): s.x = x
    def __await__(s): return s.x
def g(): yield 1
x = g()
async def w(y): await y
for _ in range(50_000): x = w(x) if hasattr(x, '__await__') else w(A(x))
print(x.send(None))
