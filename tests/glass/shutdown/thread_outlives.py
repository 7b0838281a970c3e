# expect: time
import threading, time
def f():
    while True:
        time.sleep(0.01)
threading.Thread(target=f).start()
