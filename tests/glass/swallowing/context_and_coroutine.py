# expect: time | memory
import contextvars, types
v = contextvars.ContextVar('v')
class Aw:
    def __await__(self):
        while True:
            try: yield
            except BaseException: pass
async def f():
    while True:
        try: await Aw()
        except BaseException: continue
c = contextvars.copy_context()
def run():
    while True:
        try: c.run(run)
        except BaseException: pass
        try: contextvars.Context().run(run)
        except BaseException: pass
        x = f()
        try: x.send(None); x.throw(SystemExit)
        except BaseException: pass
while True:
    try: run()
    except BaseException: pass
