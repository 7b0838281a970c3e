# expect: error: RecursionError | ok: fine | memory | time
t = list[int]
for _ in range(100_000):
    t = list[t]
repr(t)
print("fine")
