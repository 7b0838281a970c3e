# expect: time
def g():
    try:
        while True:
            yield 1
    finally:
        while True:
            pass
for x in g():
    break
import gc
gc.collect()
while True:
    pass
