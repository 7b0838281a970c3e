# expect: output
class C:
    def __del__(s): raise ValueError('x' * 10_000)
import gc
while True:
    for _ in range(100): C()
    gc.collect()
