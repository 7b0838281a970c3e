# expect: ok: <class 'RecursionError'> | memory
def g(x):
    try: yield from x
    finally: pass
class I:
    def __iter__(s): return s
    def __next__(s): return 1
    def close(s): raise KeyError
x = I()
for _ in range(5000): x = g(x)
try:
    next(x)
    x.close()
except (KeyError, RecursionError) as e: print(type(e))
