# expect: killed | exit: 143 | error: PermissionError | ok: here | exit
import os, signal
os.kill(os.getpid(), signal.SIGTERM)
print("here")
