# expect: memory | time
a = []
while True:
    a.append(type("C", (), {}))
