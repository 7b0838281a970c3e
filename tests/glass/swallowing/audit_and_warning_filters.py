# expect: time | memory
import sys, warnings
def hook(ev, args):
    try: raise SystemExit
    except BaseException: pass
    if ev == 'object.__getattr__': raise BaseException
sys.addaudithook(hook)
class Cat(Warning):
    def __init__(self, *a):
        warnings.warn(Cat)
class F(str):
    def __eq__(s, o): warnings.warn('x', Cat); return True
    __hash__ = str.__hash__
def show(*a, **k):
    while True:
        try: warnings.warn('again', Cat)
        except BaseException: pass
warnings.showwarning = show; warnings._showwarnmsg = show
warnings.formatwarning = show
warnings.filters.insert(0, (F('always'), None, Cat, None, 0))
warnings.simplefilter('always')
while True:
    try: warnings.warn('x'); sys.audit('a', 1); exec('1')
    except BaseException: pass
