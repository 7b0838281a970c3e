# expect: time | memory
import gc
class A:
    def __del__(self):
        while True:
            try: self.x = self.x + [0] * (1 << 20)
            except AttributeError: self.x = [self]
            except BaseException: pass
for i in range(100000):
    try: A()
    except BaseException: pass
gc.collect()
while True: pass
