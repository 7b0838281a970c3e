# expect: error: RecursionError | memory
it = iter(())
for _ in range(300_000): it = zip(it)
print(list(it))
