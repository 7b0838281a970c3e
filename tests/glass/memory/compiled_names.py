# expect: memory | time
a = []
while True:
    a.append(compile("a%d = %d" % (len(a), len(a)) * 1, "x", "exec"))
