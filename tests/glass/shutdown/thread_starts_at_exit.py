# expect: ok: done | time
import atexit, threading
@atexit.register
def f():
    try:
        threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()
    except RuntimeError:
        pass
print("done")
