# expect: error: ValueError
import sys
def h(t, e, tb): sys.excepthook = h; raise e
sys.excepthook = h
raise ValueError
