# expect: memory
a = []
while True:
    a.append(("a\n" * 500_000).splitlines())
