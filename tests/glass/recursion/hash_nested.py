# expect: error: RecursionError | ok: hashed
a = ()
for _ in range(100_000):
    a = (a,)
hash(a)
print("hashed")
