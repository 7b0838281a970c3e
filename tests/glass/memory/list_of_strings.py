# expect: memory
a = []
while True:
    a.append("x" * 100_000)
