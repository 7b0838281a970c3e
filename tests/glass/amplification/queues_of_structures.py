# expect: memory | time | error: NotShareable
import _interpqueues, _interpreters
from concurrent import interpreters
q = interpreters.create_queue()
a = [1]
for i in range(60): a = [a, a]
q.put(a); b = q.get()
deep = []
for i in range(100_000): deep = [deep]
try: q.put(deep)
except (RecursionError, interpreters.NotShareableError): pass
while True: q.put([bytes(10_000)])
