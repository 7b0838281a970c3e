# expect: exit: 0
def g():
    try: yield
    finally:
        while True: pass
x = g(); next(x)
