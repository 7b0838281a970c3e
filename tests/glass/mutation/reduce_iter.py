# expect: ok: 0
import functools
def gen():
    for i in range(5):
        yield i
        try: functools.reduce(lambda a,b: next(g), g)
        except (ValueError, StopIteration, TypeError) as e: pass
g = gen()
try: print(functools.reduce(lambda a, b: a, g))
except (ValueError, TypeError) as e: print(e)
