# expect: time
def key(x):
    try:
        while True:
            pass
    except BaseException:
        return x
sorted([3, 1, 2], key=key)
while True:
    pass
