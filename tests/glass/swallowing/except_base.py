# expect: time
def f():
    try:
        while True:
            pass
    except BaseException:
        print("caught")
        f()
f()
