# expect: time | memory
import sys, gc
keep = []
def first(g): keep.append(g)
def last(g):
    keep.append(g)
    try: g.aclose().send(None)
    except BaseException: pass
    while True:
        try: sys.set_asyncgen_hooks(first, last)
        except BaseException: pass
sys.set_asyncgen_hooks(firstiter=first, finalizer=last)
async def ag():
    try:
        while True: yield 1
    finally:
        while True:
            try: yield 2
            except BaseException: pass
for i in range(100):
    g = ag(); a = g.__anext__()
    try: a.send(None)
    except BaseException: pass
    del g, a; keep.clear(); gc.collect()
while True: pass
