# expect: ok: list modified during sort
import functools
l = list(range(100))
def cmp(a, b): l.clear(); l.sort(); l[:] = [1,2]; return -1
try: l.sort(key=functools.cmp_to_key(cmp), reverse=True)
except ValueError as e: print(e)
