# expect: memory
import atexit
@atexit.register
def f():
    a = []
    while True:
        a.append("x" * 100_000 + str(len(a)))
