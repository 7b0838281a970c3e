# expect: ok: ok | memory
import contextlib
@contextlib.contextmanager
def c():
    while True:
        try: yield
        except BaseException: pass
class C(contextlib.ContextDecorator):
    def __enter__(s): return s
    def __exit__(s, *a): raise ValueError from a[1]
f = int
for i in range(5000): f = C()(f)
for g in (f, lambda: c().__exit__(None, None, None)):
    try: g()
    except (RecursionError, ValueError, RuntimeError): pass
try:
    with c(): 1/0
except RuntimeError: pass
print('ok')
