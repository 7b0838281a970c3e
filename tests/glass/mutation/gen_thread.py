# expect: ok: True
import threading, time
def g():
    while True:
        time.sleep(0.001); yield 1
x = g(); r = []
def w():
    for _ in range(50):
        try: next(x)
        except (ValueError, StopIteration) as e: r.append(e)
ts = [threading.Thread(target=w) for _ in range(5)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(r) > 0)
