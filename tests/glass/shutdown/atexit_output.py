# expect: output
import atexit
@atexit.register
def f():
    while True:
        print("x" * 1000)
