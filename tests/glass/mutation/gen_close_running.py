# expect: exit: 0
def g():
    try: x.close()
    except ValueError as e: print(e)
    try: x.throw(KeyError)
    except ValueError as e: print(e)
    try: x.send(None)
    except ValueError as e: print(e)
    x.gi_frame.clear() if 0 else None
    yield 1
x = g(); next(x)
async def c():
    try: y.send(None)
    except ValueError as e: print(e)
    try: await y
    except RuntimeError as e: print(e)
y = c()
try: y.send(None)
except (StopIteration, RuntimeError) as e: print(type(e))
