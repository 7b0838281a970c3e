# expect: time
def f():
    try: f()
    except RecursionError: f()
    finally: f()
f()
