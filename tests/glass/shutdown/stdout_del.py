# expect: error: ValueError
import sys
del sys.stdout, sys.stderr, sys.excepthook, sys.__stderr__, sys.__excepthook__
raise ValueError
