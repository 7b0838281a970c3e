# expect: time | error: PermissionError | exit
import signal
try:
    signal.signal(signal.SIGALRM, lambda *a: signal.setitimer(signal.ITIMER_REAL, 0.0001))
    signal.setitimer(signal.ITIMER_REAL, 0.0001)
except OSError:
    pass
while True:
    pass
