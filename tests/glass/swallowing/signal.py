# expect: time
import signal, time
def h(*a):
    while True:
        try: time.sleep(1)
        except BaseException: pass
try: signal.signal(signal.SIGALRM, h); signal.setitimer(signal.ITIMER_REAL, 0.01)
except Exception: pass
while True: pass
