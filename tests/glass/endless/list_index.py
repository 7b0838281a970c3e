# expect: time
a = [0] * 2_000_000
while True:
    try:
        a.index(1)
    except ValueError:
        pass
