# expect: time
import signal
for s in range(1, 65):
    try:
        signal.signal(s, lambda *a: None)
    except (OSError, ValueError, TypeError):
        pass
try:
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
except (AttributeError, OSError, ValueError):
    pass
while True:
    pass
