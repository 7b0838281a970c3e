# expect: memory | time
import threading
e = threading.Event()
def f(x):
    e.wait()
while True:
    threading.Thread(target=f, args=("x" * 100_000,)).start()
