# expect: memory | time
a = {}
for _ in range(60):
    a = {1: a, 2: a}
"%s" % a
