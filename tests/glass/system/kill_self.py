# expect: killed | exit: 137 | error: PermissionError | error: ProcessLookupError
import os
os.kill(os.getpid(), 9)
