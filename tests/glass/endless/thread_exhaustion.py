# expect: time | memory
import threading, _thread
def f():
    while True:
        try: _thread.start_new_thread(f, ())
        except BaseException: pass
        try: threading.Thread(target=f).start()
        except BaseException: pass
f()
