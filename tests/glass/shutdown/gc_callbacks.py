# expect: ok: done | time
import gc
def cb(phase, info):
    while True:
        pass
gc.callbacks.append(cb)
print("done")
