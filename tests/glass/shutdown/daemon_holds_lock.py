# expect: ok: done
import sys, threading, time
def f():
    with sys.stdout.buffer.raw if False else threading.Lock():
        while True:
            print(end="")
threading.Thread(target=f, daemon=True).start()
time.sleep(0.05)
print("done")
