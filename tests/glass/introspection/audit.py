# expect: ok: ok
import sys
def hook(e, a):
    if e != 'x': raise RuntimeError(e)
    sys.addaudithook(hook)
try: sys.addaudithook(hook); sys.addaudithook(hook)
except RuntimeError: pass
try: sys.audit('x')
except RecursionError: pass
except RuntimeError: pass
print('ok')
