# expect: memory
a = []
while True:
    a.append(("a " * 500_000).split())
