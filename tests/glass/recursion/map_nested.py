# expect: error: RecursionError | ok: [] | memory
it = iter(())
for _ in range(200_000):
    it = map(abs, it)
print(list(it))
