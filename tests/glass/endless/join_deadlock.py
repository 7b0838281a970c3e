# expect: time
import threading
e = threading.Event()
t = threading.Thread(target=e.wait)
t.start()
t.join()
