# expect: error: RecursionError | ok: [1] | memory
def g(it):
    yield from it
it = iter([1])
for _ in range(100_000):
    it = g(it)
print(list(it))
