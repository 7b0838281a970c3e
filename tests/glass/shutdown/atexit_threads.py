# expect: exit: 0
import atexit, threading
def f():
    t = threading.Thread(target=lambda: [0 for _ in iter(int, 1)])
    try: t.start()
    except RuntimeError: raise
atexit.register(f)
