# expect: time
a = ()
for _ in range(60):
    a = (a, a)
hash(a)
