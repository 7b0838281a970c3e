# expect: ok: done
import threading
def spin():
    while True:
        pass
threading.Thread(target=spin, daemon=True).start()
print("done")
