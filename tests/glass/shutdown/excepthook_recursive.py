# expect: time | exit: 1 | output
import sys
def hook(*a):
    raise ValueError from a[1]
sys.excepthook = hook
1 / 0
