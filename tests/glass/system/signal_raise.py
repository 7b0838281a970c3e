# expect: killed | exit: 134 | error: PermissionError | exit | ok: here | time
import signal
signal.raise_signal(signal.SIGSEGV)
print("here")
