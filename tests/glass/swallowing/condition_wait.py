# expect: time
import threading
c = threading.Condition()
while True:
    try:
        with c:
            c.wait()
    except BaseException:
        pass
