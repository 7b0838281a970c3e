# expect: ok: survived
def f():
    globals().clear()
    return 1
def h(f=f, NameError=NameError, print=print):
    try:
        f() + nothing
    except NameError:
        print("survived")
h()
