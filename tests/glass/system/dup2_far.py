# expect: ok: contained
import os
for n in (2**31 - 1, 10**6, 70000, -1):
    try:
        os.dup2(1, n)
    except (OSError, OverflowError, ValueError):
        pass
print("contained")
