# expect: memory | time
keep = []
n = 1 << 24
while True:
    try:
        while True: keep.append(bytearray(n))
    except MemoryError:
        n = max(n // 2, 1)
        try:
            keep.append(keep * 2)
        except MemoryError as e:
            keep.append(e)
            try: raise
            except MemoryError as f: keep.append(f.__traceback__)
