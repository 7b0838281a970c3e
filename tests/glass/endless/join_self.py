# expect: time
import threading
def f(): 
    try: threading.current_thread().join()
    except RuntimeError: pass
    threading.main_thread().join()
t = threading.Thread(target=f); t.start(); t.join()
