# expect: memory | time | error: RuntimeError: can't start new thread
import threading
e = threading.Event()
while True:
    threading.Thread(target=e.wait).start()
