# expect: memory
a = []
def f():
    big = "x" * 100_000
    raise ValueError
while True:
    try:
        f()
    except ValueError as e:
        a.append(e)
