# expect: output
def f():
    try:
        while True:
            print("x" * 10_000)
    except:
        f()
f()
