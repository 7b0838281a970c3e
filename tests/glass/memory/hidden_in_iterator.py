# expect: memory
it = iter(())
a = []
while True:
    a.append(iter(["x" * 10_000]))
