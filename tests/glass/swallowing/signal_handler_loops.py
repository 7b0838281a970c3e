# expect: time | error: PermissionError | error: ValueError
import signal, os, sys
def h(n, f):
    while True:
        try: signal.raise_signal(n)
        except BaseException: pass
for n in range(1, 65):
    try: signal.signal(n, h)
    except (OSError, ValueError): pass
try: signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
except OSError: pass
while True:
    try: os.kill(os.getpid(), signal.SIGINT); signal.raise_signal(signal.SIGTERM)
    except BaseException: pass
