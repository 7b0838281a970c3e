# expect: time
import threading, contextvars, sys
class L(threading.local):
    def __init__(s):
        while True:
            try: L()
            except BaseException: pass
    def __del__(s):
        while True: pass
v = contextvars.ContextVar('v')
def run():
    c = contextvars.copy_context()
    while True:
        try: c.run(run2)
        except BaseException: pass
def run2():
    while True:
        try: contextvars.copy_context().run(run2)
        except BaseException: pass
for i in range(3): threading.Thread(target=run).start()
while True:
    try: L()
    except BaseException: pass
