# expect: time | memory
import threading
def f():
    try:
        while True:
            pass
    finally:
        threading.Thread(target=f).start()
threading.Thread(target=f).start()
f()
