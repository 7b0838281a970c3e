# expect: time | memory
import signal, os
def h(*a):
    while True:
        try: signal.raise_signal(signal.SIGUSR1)
        except BaseException: pass
for s in range(1, 65):
    try: signal.signal(s, h)
    except BaseException: pass
try: signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
except BaseException: pass
while True:
    try: signal.raise_signal(signal.SIGUSR1); signal.pause()
    except BaseException: pass
