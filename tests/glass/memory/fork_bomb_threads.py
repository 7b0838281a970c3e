# expect: memory | time | error: RuntimeError: can't start new thread
import _thread
def f():
    while True:
        _thread.start_new_thread(f, ())
f()
