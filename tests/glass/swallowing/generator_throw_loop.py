# expect: time
def g():
    while True:
        try: yield
        except BaseException: pass
def h():
    while True:
        try: yield from k()
        except BaseException: pass
def k():
    try:
        while True: yield
    finally:
        yield 1
a, b = g(), h()
next(a); next(b)
while True:
    for x in (a, b):
        for e in (GeneratorExit, SystemExit, KeyboardInterrupt, MemoryError, StopIteration, RecursionError):
            try: x.throw(e)
            except BaseException: pass
        try: x.close()
        except BaseException: pass
