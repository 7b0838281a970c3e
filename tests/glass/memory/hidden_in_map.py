# expect: memory
a = []
while True:
    a.append(map(str, ["x" * 10_000]))
