# expect: ok: ok
import threading
def h(a): raise ValueError(a)
threading.excepthook = h
ts = [threading.Thread(target=lambda: 1/0) for _ in range(50)]
[t.start() for t in ts]; [t.join() for t in ts]
print('ok')
