# expect: exit | killed | error: PermissionError | exit: 134
import os
os.abort()
