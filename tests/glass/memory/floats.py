# expect: memory | time
a = []
while True:
    a.append(float(len(a)))
