# expect: memory | time
import queue, threading, collections
q = queue.SimpleQueue(); d = collections.deque()
def f():
    while True:
        q.put(b'x' * 1000); d.append([q])
for i in range(3): threading.Thread(target=f, daemon=True).start()
while True: q.put([0] * 1000)
