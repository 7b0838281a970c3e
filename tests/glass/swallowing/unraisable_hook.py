# expect: time
import sys, gc
def hook(u):
    while True:
        pass
sys.unraisablehook = hook
class C:
    def __del__(self):
        raise ValueError
C()
gc.collect()
while True:
    gc.collect()
