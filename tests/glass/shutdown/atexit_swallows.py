# expect: time
import atexit
@atexit.register
def f():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
