# expect: error: ValueError | memory
l = [ValueError(i) for i in range(1000)]
for x, y in zip(l, l[1:]): x.__context__ = y
l[-1].__context__ = l[500]
def f():
    try: raise l[0]
    except ValueError: raise KeyError(1)
try: f()
except KeyError as e: pass
raise l[3]
