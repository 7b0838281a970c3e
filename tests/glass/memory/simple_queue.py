# expect: memory
import queue
q = queue.SimpleQueue()
while True:
    q.put("x" * 10_000)
