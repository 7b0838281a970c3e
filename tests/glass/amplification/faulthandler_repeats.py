# expect: output
import faulthandler, time
def f(n):
    if n: return f(n - 1)
    faulthandler.dump_traceback_later(0.001, repeat=True)
    time.sleep(100)
f(300)
