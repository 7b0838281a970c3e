# expect: exit: 1
import sys
sys.excepthook = None
1 / 0
