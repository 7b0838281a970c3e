# expect: memory
a = []
while True:
    try:
        raise ValueError("x" * 1000)
    except ValueError as e:
        a.append(e)
