# expect: memory
a = []
while True:
    try:
        while True:
            a.append("x" * 1_000_000)
    except MemoryError:
        pass
