# expect: time
def g():
    while True:
        try: yield 1
        except BaseException: pass
x = g(); next(x)
import threading
def f():
    while True:
        try: x.throw(SystemExit)
        except BaseException: pass
f()
