# expect: ok: ok | time
import threading, time, queue, atexit, sys
l, r, c, q = threading.Lock(), threading.RLock(), threading.Condition(), queue.Queue()
e, s, b = threading.Event(), threading.Semaphore(0), threading.Barrier(5)
def hold(f):
    try: f()
    finally:
        while True: pass
for f in (lambda: l.acquire() and l.acquire(), lambda: r.acquire() and time.sleep(100), lambda: c.acquire() and c.wait(), q.get, e.wait, s.acquire, b.wait, lambda: print('x' * 0, flush=True), lambda: sys.stdout.buffer.raw if 0 else time.sleep(50)):
    threading.Thread(target=hold, args=(f,), daemon=True).start()
class D:
    def __del__(s):
        l.acquire(timeout=5); r.acquire(timeout=5)
d = D()
atexit.register(lambda: threading.Thread(target=time.sleep, args=(100,)).start())
threading._register_atexit(lambda: q.get(timeout=30)) if hasattr(threading, '_register_atexit') else None
print('ok', flush=True)
