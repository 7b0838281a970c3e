# expect: error: RecursionError | memory
import contextlib
@contextlib.contextmanager
def cm(n):
    with cm(n+1): yield
with cm(0): pass
