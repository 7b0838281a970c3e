# expect: time
import threading
l = threading.Lock()
l.acquire()
while True:
    try:
        l.acquire()
    except BaseException:
        pass
