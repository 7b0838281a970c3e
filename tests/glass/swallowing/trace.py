# expect: time
import sys
def tr(*a):
    while True:
        try:
            while True: pass
        except BaseException: pass
sys.settrace(tr)
(lambda: 1)()
