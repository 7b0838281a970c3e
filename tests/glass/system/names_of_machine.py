# expect: ok: contained
# What names the machine or its users is not told.
import os
bad = []
try:
    if os.getlogin():
        bad.append("login")
except (OSError, AttributeError):
    pass
try:
    import pwd
    if pwd.getpwall():
        bad.append("pwd")
except (OSError, ImportError, KeyError):
    pass
print("contained" if not bad else bad)
