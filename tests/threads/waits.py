# Threads that wait for each other, and what becomes of their exceptions, attributes and finalisers.
import threading
import time
import weakref

# Every thread gets its turn although none waits.
counts = [0, 0, 0]
stop = False


def spin(i):
    while not stop:
        counts[i] += 1


spinners = [threading.Thread(target=spin, args=(i,)) for i in range(3)]
for t in spinners:
    t.start()
while not all(n > 100 for n in counts):
    time.sleep(0.01)
stop = True
for t in spinners:
    t.join()
print(all(n > 100 for n in counts))

# Locks are handed over in order.
lock = threading.Lock()


def take(i, order):
    with lock:
        order.append(i)


def handed():
    order = []
    takers = []
    lock.acquire()
    for i in range(5):
        t = threading.Thread(target=take, args=(i, order))
        t.start()
        takers.append(t)
        time.sleep(0.01)
    lock.release()
    for t in takers:
        t.join()
    return order


for _ in range(10):  # on a busy machine one may come to the lock after the next
    if (order := handed()) == [0, 1, 2, 3, 4]:
        break
print(order)

barrier = threading.Barrier(3)
passed = []


def meet():
    barrier.wait()
    passed.append(barrier.n_waiting)


meeting = [threading.Thread(target=meet) for _ in range(3)]
for t in meeting:
    t.start()
for t in meeting:
    t.join()
print(len(passed), barrier.broken)

cond = threading.Condition()
items = []


def consume():
    with cond:
        print(cond.wait_for(lambda: items, timeout=300))


t = threading.Thread(target=consume)
t.start()
with cond:
    items.append("x")
    cond.notify()
t.join()
print(threading.Event().wait(0.01), lock.acquire(timeout=0.01), lock.acquire(timeout=0.01))

# A thread's attributes of a local go with it.
local = threading.local()


class Kept:
    pass


refs = []


def keep():
    local.kept = Kept()
    refs.append(weakref.ref(local.kept))


t = threading.Thread(target=keep)
t.start()
t.join()
import gc
gc.collect()
print(refs[0]() is None, hasattr(local, "kept"))


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name)


threading.excepthook = hook
t = threading.Thread(target=lambda: 1 / 0, name="failing")
t.start()
t.join()
for wrong in t.start, threading.Thread().join, threading.current_thread().join, lock.release, lock.release:
    try:
        wrong()
        print("fine")
    except RuntimeError as e:
        print(e)


def forever():
    try:
        while True:
            time.sleep(0.001)
    finally:
        print("never")


threading.Thread(target=forever, daemon=True).start()
threading._register_atexit(print, "at exit")
