# expect: error: RecursionError | memory
it = iter(())
for _ in range(300_000): it = filter(None, it)
print(list(it))
