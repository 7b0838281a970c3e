# expect: output
import threading
def f(): raise ValueError('x' * 100_000)
while True:
    t = threading.Thread(target=f); t.start(); t.join()
