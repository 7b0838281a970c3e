# expect: ok: done | exit: 0
import atexit, sys
@atexit.register
def f():
    raise ValueError
@atexit.register
def g():
    sys.exit(5)
print("done")
