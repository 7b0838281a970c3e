# expect: output
while True:
    try:
        while True:
            print("x" * 10_000)
    except BaseException:
        pass
