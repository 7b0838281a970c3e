# expect: ok: contained
import sys
def g():
    return sys._getframe().f_back.f_builtins
b = g()
try:
    b["open"]("/etc/passwd")
except PermissionError:
    print("contained")
