# expect: time
import time,threading
def f():
    while 1:
        try: time.sleep(1e-9)
        except BaseException: pass
for i in range(50):
    threading.Thread(target=f).start()
f()
