# expect: time
class C:
    def __del__(self):
        while True:
            pass
import gc
while True:
    C()
    gc.collect()
