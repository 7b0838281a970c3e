# expect: memory | time
a = []
while True:
    try:
        a.append("x" * 3_000_000 + str(len(a)))
    except MemoryError:
        pass
