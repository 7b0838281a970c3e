# expect: time
import traceback
class L:
    def get_source(s, n):
        while True: pass
g = {'__name__': 'm', '__loader__': L(), '__spec__': type('S', (), {'name': 'm', 'loader': L()})()}
exec(compile('def f(): 1/0', '<lying>', 'exec'), g)
import linecache
linecache.lazycache('lying.py', g)
linecache.getlines('lying.py', g)
