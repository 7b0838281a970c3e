# expect: time
import _casyncio
class Loop:
    def get_debug(s): return False
    def call_soon(s, f, *a, context=None):
        try:
            while True: pass
        except BaseException: print('SURVIVED')
        finally: print('SURVIVED')
    def call_exception_handler(s, d): print('SURVIVED')
async def co():
    try: _casyncio.Future(loop=loop).set_exception(KeyError())
    finally: print('SURVIVED')
loop = Loop()
f = _casyncio.Future(loop=loop)
f.add_done_callback(print, context=None)
try: f.set_exception(KeyError())
finally: print('SURVIVED')
