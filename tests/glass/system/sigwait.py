# expect: time
import signal
signal.sigwait([signal.SIGUSR1])
