# expect: memory | time
import threading
a = []
while True:
    l = threading.local()
    l.x = "x" * 10_000
    a.append(l)
