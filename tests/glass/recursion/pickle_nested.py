# expect: ok: RecursionError RecursionError RecursionError RecursionError
import pickle, copy
class R:
    def __reduce__(s): return (R, (R(),))
    def __init__(s, *a): pass
n = 100_000
deep = pickle.loads(b'\x80\x04' + b']' * n + b'a' * (n - 1) + b'.')
tuples = pickle.loads(b'\x80\x04)' + b'\x85' * n + b'.')
said = []
for f in (lambda: pickle.dumps(deep), lambda: pickle.dumps(tuples), lambda: pickle.dumps(R()), lambda: copy.deepcopy(R())):
    try: f(); said.append('done')
    except RecursionError: said.append('RecursionError')
print(*said)
