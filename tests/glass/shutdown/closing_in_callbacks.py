# expect: ok: ok
# grant: children
import interpreters, gc, weakref, atexit, threading
class X:
    def __del__(s):
        for i in interpreters.list_all():
            try: i.close()
            except Exception: pass
            try: i.kill()
            except Exception: pass
xs = []
for n in range(3):
    i = interpreters.create()
    xs.append(i)
    weakref.finalize(i, lambda: [j.close() for j in xs])
    atexit.register(i.close)
    threading.Thread(target=lambda i=i: i.exec('import interpreters\nwhile 1: pass'), daemon=True).start()
    X(); gc.collect()
x = X(); x.x = x
for i in xs:
    try: i.exec('import atexit, interpreters\natexit.register(lambda: [j.close() for j in interpreters.list_all()])')
    except Exception: pass
    try: i.close()
    except Exception: pass
print('ok')
